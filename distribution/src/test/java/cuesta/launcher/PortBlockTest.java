package cuesta.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortBlockTest {
  @TempDir Path one;
  @TempDir Path other;

  @Test
  void twoClustersOfferOtherPorts() throws Exception {
    try (PortBlock mine = PortBlock.take(one);
        PortBlock yours = PortBlock.take(other)) {
      assertNotEquals(mine.in(""), yours.in(""));
    }
  }

  @Test
  void aClusterHasTheSamePortsAfterARestart() throws Exception {
    String before;
    try (PortBlock first = PortBlock.take(one);
        PortBlock second = PortBlock.take(other)) {
      before = second.in("");
      assertNotEquals(first.in(""), before);
    }
    try (PortBlock again = PortBlock.take(other)) {
      assertEquals(before, again.in(""));
    }
  }

  @Test
  void whatWasSaidOfPortsCounts() throws Exception {
    Files.writeString(one.resolve("ports"), "nonsense");
    try (PortBlock block = PortBlock.take(one)) {
      assertEquals("cpus:2;ports:[1-9]", block.in("cpus:2;ports:[1-9]"));
      assertEquals("cpus:2;" + block.in(""), block.in("cpus:2"));
    }
  }
}
