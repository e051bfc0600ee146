package cuesta.core.osgi.slot;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers, weakly, the class loaders of plugins that have left, to say when one is still held by
 * somebody.
 */
public final class LeakWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LeakWatch.class);

  /** Fewer are normal: the collector may not have run since. */
  private static final int SUSPICIOUS = 5;

  private record Left(String label, long bundle, WeakReference<ClassLoader> loader) {}

  private final LongPredicate installed;
  private final ArrayDeque<Left> left = new ArrayDeque<>();

  /**
   * A watch.
   *
   * @param installed whether a bundle of that number is still installed: its loader is then held
   *     with good reason
   */
  public LeakWatch(LongPredicate installed) {
    this.installed = installed;
  }

  synchronized void left(String label, long bundle, WeakReference<ClassLoader> loader) {
    left.removeIf(l -> l.loader.get() == null || l.loader.get() == loader.get());
    left.add(new Left(label, bundle, loader));
    List<String> leaks = leaks();
    if (leaks.size() >= SUSPICIOUS) {
      LOG.warn(
          "{} bundles have left but their classes are still held (threads or caches of theirs?):"
              + " {}",
          leaks.size(),
          leaks);
    }
  }

  /**
   * Plugins whose bundle is uninstalled and whose classes are still reachable, or not collected
   * yet.
   *
   * @return names and versions, oldest first
   */
  public synchronized List<String> leaks() {
    left.removeIf(l -> l.loader.get() == null);
    List<String> labels = new ArrayList<>();
    for (Left l : left) {
      if (!installed.test(l.bundle)) {
        labels.add(l.label);
      }
    }
    return labels;
  }
}
