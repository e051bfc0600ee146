package cuesta.deploy;

import cuesta.api.front.Deployments;
import cuesta.api.front.Master;
import cuesta.api.front.Slots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.resolver.Resolver;

/** Deploys what lies in a folder. */
@Component(
    immediate = true,
    configurationPid = "cuesta.deploy",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class DeployComponent implements Deployments {
  /** Configuration of PID {@code cuesta.deploy}. */
  public @interface Config {
    /** The folder that is watched; made if absent. */
    String plugins_dir();

    /**
     * Where jars are kept that are or were in service; made if absent, belongs to this process
     * alone.
     */
    String store_dir();
  }

  private final DeploymentList list = new DeploymentList();
  private final Candidates candidates =
      new Candidates(Duration.ofSeconds(3), Duration.ofSeconds(60));
  private final Witness witness = new Witness();
  private final PluginsFolder folder;

  /** Starts watching. Fails if a folder cannot be made or read. */
  @Activate
  public DeployComponent(Config config, BundleContext context, @Reference Resolver resolver)
      throws IOException {
    Path plugins = made("plugins.dir", config.plugins_dir());
    Path store = made("store.dir", config.store_dir());
    Deployer deployer =
        new Deployer(
            plugins,
            context,
            new Plan(context, resolver),
            Deployer.Store.open(store),
            candidates,
            witness,
            list);
    folder = new PluginsFolder(plugins, deployer, list);
  }

  private static Path made(String key, String value) throws IOException {
    if (value == null || value.isBlank()) {
      throw new IOException("cuesta.deploy: " + key + " is not set; give it a folder");
    }
    Path path = Path.of(value).toAbsolutePath().normalize();
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path.getParent());
      if (Files.getFileStore(path.getParent()).supportsFileAttributeView("posix")) {
        // Whatever the umask: what others may write to would not be trusted afterwards.
        Files.createDirectory(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(path);
      }
    }
    if (!Files.isReadable(path)) {
      throw new IOException("cuesta.deploy: " + key + " " + path + " cannot be read");
    }
    return path;
  }

  /** Slots that are there at activation are bound by now. */
  @Activate
  void start() {
    folder.start();
  }

  /** Ends; bundles stay as they are. */
  @Deactivate
  void stop() {
    folder.close();
  }

  /** The slots of a node. */
  @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
  void addSlots(Slots slots) {
    candidates.add(slots);
  }

  void removeSlots(Slots slots) throws Exception {
    candidates.remove(slots);
  }

  /** A master of this process. */
  @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
  void addMaster(Master master) {
    witness.add(master);
  }

  void removeMaster(Master master) {
    witness.remove(master);
  }

  @Override
  public List<Deployment> deployments() {
    return list.deployments();
  }

  @Override
  public List<String> history() {
    return list.history();
  }
}
