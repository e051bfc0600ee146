package cuesta.deploy;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.front.Deployments.Deployment;
import cuesta.api.front.PluginView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts files into service and takes them out again, one at a time, on one thread. A new bundle is
 * installed beside its predecessor, which goes only when every slot has decided; on any failure the
 * new one goes and the old one was never touched.
 */
final class Deployer {
  private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

  /** By its location a bundle tells from which file it came; the core shows that. */
  static final String LOCATION = "cuesta:";

  /** What is in service of a file. */
  private record InService(Bundle bundle, String hash) {}

  /** A jar on its way: its file, what it holds, what it says of itself. */
  private record Jar(String file, String hash, JarLook look) {}

  private final Path plugins;
  private final BundleContext context;
  private final Plan plan;
  private final Store store;
  private final Candidates candidates;
  private final Witness witness;
  private final DeploymentList list;
  private final TreeMap<String, InService> inService = new TreeMap<>();

  /** What lies in the store's folder. */
  record Store(JarStore jars, Order order, Attempts attempts, FileSafety safety) {
    static Store open(Path folder) throws IOException {
      Order order = new Order(folder);
      order.load();
      Attempts attempts = new Attempts(folder);
      attempts.load();
      FileSafety safety = FileSafety.asOwnerOfFilesIn(folder);
      return new Store(new JarStore(folder), order, attempts, safety);
    }
  }

  Deployer(
      Path plugins,
      BundleContext context,
      Plan plan,
      Store store,
      Candidates candidates,
      Witness witness,
      DeploymentList list) {
    this.plugins = plugins;
    this.context = context;
    this.plan = plan;
    this.store = store;
    this.candidates = candidates;
    this.witness = witness;
    this.list = list;
  }

  /**
   * Brings back what the last process had in service, in its order, from the store: a file that was
   * replaced while nobody looked is then a replacement like any other, and one that turns out bad
   * leaves the old one in place.
   */
  void restore() throws IOException, InterruptedException {
    removeLeftovers();
    for (Order.Line line : store.order().lines()) {
      if (!Files.exists(plugins.resolve(line.file()))) {
        store.order().remove(line.file());
      } else if (store.safety().refusal(plugins.resolve(line.file())).isEmpty()
          && store.jars().has(line.hash())) {
        put(jar(line.file(), line.hash()), true);
      }
    }
  }

  /** Of an earlier activation in the same process. */
  private void removeLeftovers() {
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getLocation().startsWith(LOCATION)) {
        uninstall(bundle);
      }
    }
  }

  /**
   * A file came or changed. False if it changed while it was read: then it is to be looked at
   * again.
   */
  boolean came(String file) throws IOException, InterruptedException {
    Path path = plugins.resolve(file);
    if (file.endsWith(Attempts.RETRY)) {
      Files.deleteIfExists(path);
      return retry(file.substring(0, file.length() - Attempts.RETRY.length()));
    }
    Optional<Reason> unsafe = store.safety().refusal(path);
    if (unsafe.isPresent()) {
      refuse(new Jar(file, "", new JarLook("", "", false, unsafe)), unsafe.get());
      return true;
    }
    try {
      FileState before = FileState.of(path);
      String hash = store.jars().take(path);
      if (!FileState.of(path).equals(before)) {
        return false;
      }
      InService present = inService.get(file);
      if (present != null && present.hash().equals(hash)) {
        list.forgiven(file);
        return true;
      }
      put(jar(file, hash), false);
    } catch (IOException e) {
      Reason why =
          Reason.of(
              Reasons.FILE_UNREADABLE, file, e.toString(), "see its permissions, copy it again");
      refuse(new Jar(file, "", new JarLook("", "", false, Optional.of(why))), why);
    }
    return true;
  }

  private boolean retry(String file) throws IOException, InterruptedException {
    Path path = plugins.resolve(file);
    if (!Files.exists(path) || store.safety().refusal(path).isPresent()) {
      return true;
    }
    store.attempts().end(store.jars().take(path));
    return came(file);
  }

  /** A file is not there any more. */
  void went(String file) throws IOException {
    InService leaving = inService.remove(file);
    store.order().remove(file);
    if (leaving == null) {
      list.removed(file);
      return;
    }
    List<PluginView> before = candidates.rows();
    Optional<Witness.Sight> sight = witness.look();
    List<String> users = plan.draggedAlong(leaving.bundle());
    uninstall(leaving.bundle());
    list.removed(file);
    String also =
        users.isEmpty() ? "" : "; its packages are still used by " + String.join(", ", users);
    report(file + " removed" + also, before, sight);
    prune();
  }

  private Jar jar(String file, String hash) {
    return new Jar(file, hash, JarLook.at(store.jars().jar(hash), file));
  }

  private void put(Jar jar, boolean again) throws IOException, InterruptedException {
    Optional<Reason> refusal = jar.look().refusal();
    if (refusal.isEmpty() && store.attempts().unfinished(jar.hash())) {
      refusal = Optional.of(fatal(jar));
    }
    if (refusal.isPresent()) {
      refuse(jar, refusal.get());
      return;
    }
    Bundle bundle;
    try (InputStream bytes = Files.newInputStream(store.jars().jar(jar.hash()))) {
      bundle = context.installBundle(LOCATION + jar.file() + ":" + jar.hash(), bytes);
    } catch (BundleException e) {
      refuse(jar, Reason.of(Reasons.BUNDLE_CORRUPT, jar.file(), message(e), "build it again"));
      return;
    }
    swap(jar, bundle, again);
  }

  private void swap(Jar jar, Bundle bundle, boolean again)
      throws IOException, InterruptedException {
    Optional<InService> old = Optional.ofNullable(inService.get(jar.file()));
    List<PluginView> before = candidates.rows();
    Optional<Witness.Sight> sight = witness.look();
    Optional<Reason> refusal = start(jar, bundle, old.map(InService::bundle));
    if (refusal.isPresent()) {
      refuse(jar, refusal.get());
      return;
    }
    inService.put(jar.file(), new InService(bundle, jar.hash()));
    if (!again) {
      store.order().last(jar.file(), jar.hash());
    }
    old.ifPresent(o -> uninstall(o.bundle()));
    // Not sooner: who reads it may rely on it that the former one is gone.
    list.deployed(row(jar, bundle.getBundleId(), "DEPLOYED", Optional.empty()));
    String title = jar.look().bundle() + " " + bundle.getVersion();
    report(jar.file() + (old.isPresent() ? " replaced: " : " deployed: ") + title, before, sight);
    if (!again) {
      prune();
    }
  }

  /** Tries the bundle; if that fails nothing of it is left. */
  private Optional<Reason> start(Jar jar, Bundle bundle, Optional<Bundle> old)
      throws IOException, InterruptedException {
    boolean good = false;
    store.attempts().begin(jar.hash(), jar.file());
    try {
      Optional<Reason> refusal = plan.refusal(jar.file(), bundle, old);
      if (refusal.isEmpty()) {
        bundle.start();
        refusal = candidates.await(bundle.getBundleId(), jar.look().offers());
      }
      good = refusal.isEmpty();
      return refusal;
    } catch (BundleException e) {
      return Optional.of(
          Reason.of(Reasons.PLUGIN_FAILED, jar.file(), "did not start: " + message(e)));
    } finally {
      if (!good) {
        uninstall(bundle);
      }
      store.attempts().end(jar.hash());
    }
  }

  private static Reason fatal(Jar jar) {
    return Reason.of(
        Reasons.PLUGIN_FAILED,
        jar.file(),
        "a process ended while it was starting this content; it is not tried again by itself",
        "repair it, or make a file " + jar.file() + Attempts.RETRY + " beside it");
  }

  private static String message(BundleException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.toString();
  }

  private void refuse(Jar jar, Reason why) {
    list.refused(row(jar, -1, "REFUSED", Optional.of(why)));
    boolean stays = inService.containsKey(jar.file());
    say(jar.file() + " refused" + (stays ? ", the old one stays: " : ": ") + why);
  }

  private static Deployment row(Jar jar, long bundle, String state, Optional<Reason> why) {
    return new Deployment(
        jar.file(),
        jar.hash(),
        jar.look().bundle(),
        jar.look().version(),
        bundle,
        state,
        Instant.now(),
        why);
  }

  /** Stopping lets the slots retire it first, within their bounds. */
  private static void uninstall(Bundle bundle) {
    try {
      bundle.stop();
    } catch (BundleException e) {
      LOG.warn("{} did not stop well: {}", bundle.getSymbolicName(), message(e));
    }
    try {
      bundle.uninstall();
    } catch (BundleException e) {
      LOG.warn("{} could not be uninstalled: {}", bundle.getSymbolicName(), message(e));
    }
  }

  private void report(String what, List<PluginView> before, Optional<Witness.Sight> sight) {
    say(what);
    String undisturbed = sight.map(s -> ", " + Witness.compare(s)).orElse("");
    for (String line : Swaps.lines(before, candidates.rows())) {
      say(line + undisturbed);
    }
  }

  private void say(String line) {
    LOG.info("{}", line);
    list.happened(line);
  }

  private void prune() throws IOException {
    store.jars().keepOnly(store.order().lines().stream().map(Order.Line::hash).toList());
  }
}
