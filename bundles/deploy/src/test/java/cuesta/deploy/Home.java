package cuesta.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.service.resolver.Resolver;

/**
 * A process with a plugins folder: a real framework, and a slot. Closed and made anew on the same
 * folder, it is a restart.
 */
final class Home implements AutoCloseable {
  final Path plugins;
  final Path store;
  final DeploymentList list = new DeploymentList();
  final Deployer deployer;
  final BundleContext context;
  private final Framework framework;

  Home(Path root) throws Exception {
    plugins = folder(root.resolve("plugins"));
    store = folder(root.resolve("store"));
    framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    root.resolve("cache").toString(),
                    Constants.FRAMEWORK_STORAGE_CLEAN,
                    "onFirstInit",
                    Constants.FRAMEWORK_BSNVERSION,
                    "multiple",
                    "felix.log.level",
                    "0",
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                    "cuesta.api;version=1.0.0"));
    framework.start();
    context = framework.getBundleContext();
    Board board = new Board();
    context.addBundleListener(board);
    Candidates candidates = new Candidates(Duration.ofSeconds(5), Duration.ofSeconds(20));
    candidates.add(board);
    Resolver resolver = context.getService(context.getServiceReference(Resolver.class));
    deployer =
        new Deployer(
            plugins,
            context,
            new Plan(context, resolver),
            Deployer.Store.open(store),
            candidates,
            new Witness(),
            list);
  }

  private static Path folder(Path path) throws IOException {
    return Files.isDirectory(path)
        ? path
        : Files.createDirectory(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  void drop(String file, byte[] content) throws Exception {
    Path path = plugins.resolve(file);
    Files.write(path, content);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    deployer.came(file);
  }

  void remove(String file) throws Exception {
    Files.delete(plugins.resolve(file));
    deployer.went(file);
  }

  /** Names of the bundles that run, in the order of their numbers. */
  List<String> running() {
    return Arrays.stream(context.getBundles())
        .filter(b -> b.getBundleId() != 0 && b.getState() == Bundle.ACTIVE)
        .map(Bundle::getSymbolicName)
        .toList();
  }

  int installed() {
    return context.getBundles().length - 1;
  }

  String lastLine() {
    return list.history().getLast();
  }

  @Override
  public void close() throws BundleException {
    framework.stop();
    try {
      framework.waitForStop(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
