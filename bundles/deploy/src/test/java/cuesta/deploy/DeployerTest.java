package cuesta.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.front.Deployments.Deployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** In a real framework: what happens to jars of each kind. */
class DeployerTest {
  @TempDir Path root;
  private Home home;

  @BeforeEach
  void start() throws Exception {
    home = new Home(root);
    home.drop("drf.jar", Jars.plugin("drf", "a"));
  }

  @AfterEach
  void stop() throws Exception {
    home.close();
  }

  @Test
  void aJarIsDeployedAndSaysWhatItFollowed() throws Exception {
    home.drop("fifo.jar", Jars.plugin("fifo", "a"));
    assertEquals(List.of("drf", "fifo"), home.running());
    assertEquals("allocator: drf 0.1.0 → fifo 0.1.0, gap 7 µs", home.lastLine());
    assertEquals(List.of("DEPLOYED", "DEPLOYED"), states());
    home.remove("fifo.jar");
    assertEquals(List.of("drf"), home.running());
    assertEquals("allocator: fifo 0.1.0 → drf 0.1.0, gap 7 µs", home.lastLine());
  }

  @Test
  void theSameVersionRebuiltReplacesTheOldOne() throws Exception {
    long before = home.list.deployments().getFirst().bundleId();
    home.drop("drf.jar", Jars.plugin("drf", "b"));
    assertEquals(1, home.installed());
    assertTrue(home.list.deployments().getFirst().bundleId() > before);
    assertEquals("allocator: drf 0.1.0 → drf 0.1.0, gap 7 µs", home.lastLine());
  }

  @Test
  void aDeploymentIsToldWhenItsFormerIsGone() throws Exception {
    long former = home.list.deployments().getFirst().bundleId();
    List<Long> told = new ArrayList<>();
    home.context.addBundleListener(
        (SynchronousBundleListener)
            event -> {
              if (event.getType() == BundleEvent.STOPPED) {
                home.list.deployments().forEach(row -> told.add(row.bundleId()));
              }
            });
    home.drop("drf.jar", Jars.plugin("drf", "b"));
    assertEquals(List.of(former), told);
    long now = home.list.deployments().getFirst().bundleId();
    home.remove("drf.jar");
    assertEquals(List.of(former, now), told);
    assertEquals(List.of(), home.list.deployments());
  }

  @Test
  void theSameContentAgainChangesNothing() throws Exception {
    List<String> before = home.list.history();
    home.drop("drf.jar", Jars.plugin("drf", "a"));
    assertEquals(before, home.list.history());
  }

  @Test
  void whatIsNoBundleIsRefused() throws Exception {
    refused("x.jar", "no jar at all".getBytes(), Reasons.BUNDLE_CORRUPT, "is no jar");
    byte[] good = Jars.plugin("x", "a");
    refused("x.jar", Arrays.copyOf(good, good.length - 30), Reasons.BUNDLE_CORRUPT, "is no jar");
    byte[] plain = Jars.jar(Map.of("X", "y"), "a");
    refused("x.jar", plain, Reasons.BUNDLE_CORRUPT, "no Bundle-SymbolicName");
    assertEquals(List.of("drf"), home.running());
  }

  @Test
  void whatExportsOurApiIsRefusedBeforeItIsInstalled() throws Exception {
    byte[] jar =
        Jars.jar(
            Map.of(
                "Bundle-SymbolicName", "evil",
                "Export-Package", "a.b;x=\"1,2\";version=1,cuesta.api.plugin;version=\"9\""),
            "a");
    refused("evil.jar", jar, Reasons.BUNDLE_EXPORTS_API, "exports cuesta.api.plugin");
  }

  @Test
  void whatDoesNotResolveSaysWhatIsMissing() throws Exception {
    byte[] jar =
        Jars.jar(
            Map.of(
                "Bundle-SymbolicName", "drf",
                "Import-Package", "cuesta.api;version=\"[7,8)\",none.such"),
            "a");
    refused(
        "drf.jar",
        jar,
        Reasons.BUNDLE_UNRESOLVED,
        "package cuesta.api, version 7.0.0 up to but not 8.0.0, is missing");
    assertEquals(List.of("drf"), home.running(), "the old one stays");
    assertEquals(List.of("DEPLOYED", "REFUSED"), states());
    assertTrue(home.lastLine().contains("the old one stays"), home.lastLine());
  }

  @Test
  void whatTheSlotRejectsIsTakenBack() throws Exception {
    byte[] jar = Jars.jar(Map.of("Bundle-SymbolicName", "bad"), "a");
    refused("drf.jar", jar, Reasons.PLUGIN_FAILED, "open threw");
    assertEquals(List.of("drf"), home.running());
  }

  @Test
  void whatDoesNotStartIsTakenBack() throws Exception {
    Map<String, String> headers =
        Map.of(
            "Bundle-SymbolicName", "crash",
            "Bundle-Activator", Crash.class.getName(),
            "Import-Package", "org.osgi.framework");
    refused("drf.jar", Jars.jar(headers, "a", Crash.class), Reasons.PLUGIN_FAILED, "device");
    assertEquals(List.of("drf"), home.running());
  }

  @Test
  void aFragmentIsRefused() throws Exception {
    byte[] jar = Jars.jar(Map.of("Bundle-SymbolicName", "f", "Fragment-Host", "drf"), "a");
    refused("f.jar", jar, Reasons.BUNDLE_WIDE, "fragment of drf");
  }

  @Test
  void whatOthersUseIsNotReplaced() throws Exception {
    Map<String, String> exporter = Map.of("Bundle-SymbolicName", "lib", "Export-Package", "lib.p");
    home.drop("lib.jar", Jars.jar(exporter, "a"));
    home.drop(
        "user.jar",
        Jars.jar(Map.of("Bundle-SymbolicName", "user", "Import-Package", "lib.p"), "a"));
    refused("lib.jar", Jars.jar(exporter, "b"), Reasons.BUNDLE_WIDE, "user 0.1.0");
    assertEquals(List.of("drf", "lib", "user"), home.running());
  }

  @Test
  void whatOthersMayWriteIsNotTaken() throws Exception {
    Path file = home.plugins.resolve("open.jar");
    Files.write(file, Jars.plugin("open", "a"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    home.deployer.came("open.jar");
    assertEquals(Reasons.FILE_UNSAFE, reason("open.jar").code());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    home.deployer.came("open.jar");
    assertEquals(List.of("drf", "open"), home.running());
    Files.createSymbolicLink(home.plugins.resolve("link.jar"), file);
    home.deployer.came("link.jar");
    assertEquals(Reasons.FILE_UNSAFE, reason("link.jar").code());
    Files.setPosixFilePermissions(home.plugins, PosixFilePermissions.fromString("rwxrwxrwx"));
    home.drop("late.jar", Jars.plugin("late", "a"));
    assertEquals(Reasons.FILE_UNSAFE, reason("late.jar").code());
  }

  @Test
  void aRestartEndsWithTheSameWinner() throws Exception {
    home.drop("b.jar", Jars.plugin("b", "a"));
    home.drop("a.jar", Jars.plugin("a", "a"));
    home.drop("drf.jar", Jars.plugin("drf", "b"));
    restart();
    assertEquals(List.of("b", "a", "drf"), home.running());
    assertEquals(3, home.list.deployments().size());
  }

  @Test
  void aFileThatWasReplacedByABadOneMeanwhileLeavesTheOldOne() throws Exception {
    home.close();
    Files.write(home.plugins.resolve("drf.jar"), "nothing".getBytes());
    home = new Home(root);
    home.deployer.restore();
    home.deployer.came("drf.jar");
    assertEquals(List.of("drf"), home.running());
    assertEquals(List.of("DEPLOYED", "REFUSED"), states());
  }

  @Test
  void aFileThatWasRemovedMeanwhileIsForgotten() throws Exception {
    Files.delete(home.plugins.resolve("drf.jar"));
    restart();
    assertEquals(List.of(), home.running());
  }

  @Test
  void whatTookTheLastProcessDownIsNotTriedAgainUntilSomebodySaysSo() throws Exception {
    String hash = home.list.deployments().getFirst().hash();
    Files.writeString(home.store.resolve(hash + ".attempt"), "drf.jar process 1\n");
    restart();
    assertEquals(List.of(), home.running());
    assertTrue(reason("drf.jar").hint().contains("drf.jar.retry"), reason("drf.jar").toString());
    Files.createFile(home.plugins.resolve("drf.jar.retry"));
    home.deployer.came("drf.jar.retry");
    assertEquals(List.of("drf"), home.running());
    assertFalse(Files.exists(home.plugins.resolve("drf.jar.retry")));
    assertFalse(Files.exists(home.store.resolve(hash + ".attempt")));
  }

  @Test
  void theStoreKeepsOnlyWhatIsInService() throws Exception {
    home.drop("drf.jar", Jars.plugin("drf", "b"));
    home.drop("x.jar", Jars.plugin("x", "a"));
    home.remove("x.jar");
    try (var files = Files.list(home.store)) {
      assertEquals(1, files.filter(f -> f.toString().endsWith(".jar")).count());
    }
  }

  private void restart() throws Exception {
    home.close();
    home = new Home(root);
    home.deployer.restore();
  }

  private void refused(String file, byte[] content, String code, String detail) throws Exception {
    int before = home.installed();
    home.drop(file, content);
    assertEquals(before, home.installed(), "nothing of it is left");
    Reason why = reason(file);
    assertEquals(code, why.code(), why.toString());
    assertTrue(why.detail().contains(detail), why.toString());
  }

  private Reason reason(String file) {
    return home.list.deployments().stream()
        .filter(d -> d.file().equals(file) && d.state().equals("REFUSED"))
        .findFirst()
        .flatMap(Deployment::reason)
        .orElseThrow(() -> new AssertionError(home.list.deployments().toString()));
  }

  private List<String> states() {
    return home.list.deployments().stream().map(Deployment::state).toList();
  }
}
