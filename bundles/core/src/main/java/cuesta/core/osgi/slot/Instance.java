package cuesta.core.osgi.slot;

import cuesta.api.plugin.Context;
import cuesta.api.plugin.Plugin;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One opening of a candidate, and what came of it. */
final class Instance<C extends Context, T extends AutoCloseable> {
  final Candidate<C, T> candidate;
  final long attempt;
  final Worker worker;
  final Set<Job<?>> running = ConcurrentHashMap.newKeySet();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Runnable drained;
  private volatile Plugin<C, T> plugin;
  private volatile T value;
  private volatile WeakReference<ClassLoader> loader = new WeakReference<>(null);
  volatile Job<T> opening;

  Instance(Candidate<C, T> candidate, long attempt, Worker worker) {
    this.candidate = candidate;
    this.attempt = attempt;
    this.worker = worker;
  }

  /** Activates the component, then opens it. On the worker. */
  T open(ContextFactory<C> contexts, Opening opening) throws Exception {
    Plugin<C, T> factory = candidate.get();
    if (factory == null) {
      throw new IllegalStateException("its component did not start, or its bundle has left");
    }
    plugin = factory;
    ClassLoader own = factory.getClass().getClassLoader();
    loader = new WeakReference<>(own);
    Thread.currentThread().setContextClassLoader(own);
    T made = factory.open(contexts.create(opening));
    if (made == null) {
      throw new IllegalStateException("open answered null");
    }
    return made;
  }

  void abort() {
    Job<T> job = opening;
    if (job != null) {
      job.cut("open was aborted, since the plugin is leaving or a better one came", true);
    }
  }

  void opened(T made) {
    value = made;
  }

  T value() {
    return value;
  }

  WeakReference<ClassLoader> loader() {
    return loader;
  }

  void enter() {
    calls.incrementAndGet();
  }

  void leave() {
    Runnable tell = calls.decrementAndGet() == 0 ? drained : null;
    if (tell != null) {
      tell.run();
    }
  }

  /** Says when no call runs; perhaps more than once. */
  void drain(Runnable tell) {
    drained = tell;
    if (calls.get() == 0) {
      tell.run();
    }
  }

  void cut() {
    running.forEach(job -> job.cut("cut, since the plugin is leaving", true));
  }

  void close() throws Exception {
    T made = value;
    if (made != null) {
      made.close();
    }
  }

  /** Lets go of everything of the plugin's. Once closed, or given up. */
  void forget() {
    Plugin<C, T> factory;
    synchronized (this) {
      factory = plugin;
      plugin = null;
      value = null;
      opening = null;
    }
    worker.end();
    if (factory != null) {
      candidate.unget(factory);
    }
  }
}
