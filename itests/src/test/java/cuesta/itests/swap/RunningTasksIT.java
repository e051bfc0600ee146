package cuesta.itests.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.FrameworkId;
import cuesta.api.cluster.FrameworkView;
import cuesta.api.front.Deployments.Deployment;
import cuesta.contracts.Await;
import cuesta.exam.jupiter.PaxExam;
import cuesta.itests.Container;
import cuesta.itests.Jars;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** What a task depends on is rebuilt and swapped while it runs. */
@PaxExam
@ExamReactorStrategy(PerClass.class)
public class RunningTasksIT {
  private static final int SWAPS = 6;

  @Configuration
  public Option[] container() throws IOException {
    return Container.distribution("tasks");
  }

  @AfterEach
  public void takeAway(BundleContext context) throws Exception {
    Cluster.of(context).plugins().clear();
  }

  @Test
  public void theFrameworkThatStartedThem(BundleContext context) throws Exception {
    Cluster cluster = Cluster.of(context);
    List<FrameworkId> frameworks = frameworks(cluster);
    swap(cluster, Jars.RUN, "framework", "run");
    assertEquals(frameworks, frameworks(cluster), "it is the same framework as before");
  }

  @Test
  public void theIsolatorThatHoldsThem(BundleContext context) throws Exception {
    swap(Cluster.of(context), Jars.POSIX, "isolator", "posix");
  }

  private static void swap(Cluster cluster, String jar, String slot, String name) throws Exception {
    Path marks = cluster.dir().resolve(slot + "-ran");
    String identity = cluster.identity();
    long shipped = cluster.current(slot, name).orElseThrow();
    try (Runs runs = cluster.runs();
        Sleepers sleepers =
            Sleepers.start(cluster, runs, cluster.dir().resolve(slot + "-slept"), 5);
        Load load = Load.start(runs, marks, 2)) {
      for (int build = 1; build <= SWAPS; build++) {
        int done = load.done();
        Deployment row = cluster.plugins().deploy("plugin.jar", Jars.rebuilt(jar, build));
        assertEquals(Optional.of(row.bundleId()), cluster.current(slot, name));
        Await.until("commands run on", () -> load.done() > done, load::wrong);
      }
      cluster.plugins().remove("plugin.jar");
      Await.until(
          "the shipped one serves again",
          () -> cluster.current(slot, name).equals(Optional.of(shipped)),
          cluster::rows);
      load.end();
      assertEquals(List.of(), load.wrong());
      assertEquals(load.done(), Marks.count(marks), "each command ran once");
      sleepers.assertUndisturbed();
      sleepers.end();
    }
    assertEquals(identity, cluster.identity(), "nothing was started again");
  }

  private static List<FrameworkId> frameworks(Cluster cluster) {
    List<FrameworkId> ids = new ArrayList<>();
    for (FrameworkView framework : cluster.master().view().frameworks()) {
      ids.add(framework.id());
    }
    return ids;
  }
}
