package cuesta.core.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.resources.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceDetectorTest {
  @TempDir Path dir;

  private ResourceDetector detector(String memory) throws IOException {
    Path meminfo = dir.resolve("meminfo");
    Files.writeString(meminfo, memory);
    return new ResourceDetector(dir, meminfo, 4);
  }

  @ParameterizedTest
  @CsvSource({"8388608, 7168", "2097152, 1024", "1048576, 512"})
  void leavesMemoryToTheMachine(long kib, long mib) throws IOException {
    Resources found = detector("MemFree: 1 kB\nMemTotal:  " + kib + " kB\n").detect();
    assertEquals(mib * 1000, found.milli("mem"));
    assertEquals(4000, found.milli("cpus"));
    assertEquals("[31000-32000]", found.ranges("ports").toString());
    assertTrue(found.milli("disk") > 0);
  }

  @Test
  void assumesLittleIfItCannotBeFoundOut() throws IOException {
    assertEquals(512_000, detector("nonsense").detect().milli("mem"));
  }

  @Test
  void whatIsSaidIsNotDetected() throws IOException {
    Resources all =
        detector("MemTotal: 8388608 kB").complete("cpus(ads):2; mem:100;gpus:0;ports:[1-2]");
    assertEquals(2000, all.milli("cpus"));
    assertEquals(100_000, all.milli("mem"));
    assertEquals("[1-2]", all.ranges("ports").toString());
    assertTrue(all.milli("disk") > 0);
    assertEquals(0, detector("MemTotal: 1 kB").complete("cpus:0").milli("cpus"));
    assertEquals(detector("").detect(), detector("").complete(""));
  }

  @Test
  void nonsenseNamesTheFlag() throws IOException {
    ResourceDetector detector = detector("");
    var refused =
        assertThrows(IllegalArgumentException.class, () -> detector.complete("cpus:many"));
    assertTrue(refused.getMessage().startsWith("--resources: "), refused.getMessage());
  }

  @Test
  void sharesAddUpAndPortsAreNeverShared() {
    Resources all = Resources.parse("cpus:4;mem:1000;ports:[31000-31009]");
    Resources first = ResourceDetector.share(all, 2, 0, false);
    Resources second = ResourceDetector.share(all, 2, 1, false);
    assertEquals(all, first.plus(second));
    assertEquals("[31005-31009]", second.ranges("ports").toString());
    Resources over = ResourceDetector.share(all, 2, 1, true);
    assertEquals(4000, over.milli("cpus"));
    assertEquals("[31005-31009]", over.ranges("ports").toString());
    assertEquals(all, ResourceDetector.share(all, 1, 0, false));
  }

  @Test
  void attributesAreNamesAndValues() {
    assertEquals("{os=linux:5, rack=r1}", Attributes.parse("rack:r1; os:linux:5;").toString());
    assertEquals("{}", Attributes.parse("").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rack", ":x", "a:1;a:2"})
  void badAttributesNameTheFlag(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> Attributes.parse(text));
    assertTrue(refused.getMessage().startsWith("--attributes: "), refused.getMessage());
  }
}
