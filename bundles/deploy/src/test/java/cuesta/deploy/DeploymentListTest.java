package cuesta.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.front.Deployments.Deployment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DeploymentListTest {
  private final DeploymentList list = new DeploymentList();

  private static Deployment row(String file, String state) {
    return new Deployment(file, "00", "b", "1", 7, state, Instant.EPOCH, Optional.empty());
  }

  private List<String> rows() {
    return list.deployments().stream().map(row -> row.file() + " " + row.state()).toList();
  }

  private void coming(String... files) {
    list.coming(new TreeSet<>(List.of(files)));
  }

  @Test
  void whatIsDecidedOnIsNotComingAnyMore() {
    coming("a.jar", "b.jar", "c.jar", "d.jar");
    list.deployed(row("a.jar", "DEPLOYED"));
    list.refused(row("b.jar", "REFUSED"));
    list.forgiven("c.jar");
    assertEquals(List.of("a.jar DEPLOYED", "b.jar REFUSED", "d.jar COMING"), rows());
    list.removed("d.jar");
    assertEquals(List.of("a.jar DEPLOYED", "b.jar REFUSED"), rows());
  }

  @Test
  void theOldContentServesOnWhileTheNewOneComes() {
    list.deployed(row("a.jar", "DEPLOYED"));
    coming("a.jar");
    assertEquals(List.of("a.jar DEPLOYED", "a.jar COMING"), rows());
    coming();
    assertEquals(List.of("a.jar DEPLOYED"), rows());
  }
}
