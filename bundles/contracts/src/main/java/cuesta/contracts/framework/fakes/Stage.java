package cuesta.contracts.framework.fakes;

import cuesta.api.cluster.ClusterView;
import cuesta.api.framework.FrameworkPlugin;
import cuesta.api.framework.Scheduler;
import cuesta.contracts.Await;
import cuesta.contracts.allocator.views.FakeAgent;
import cuesta.contracts.allocator.views.FakeCluster;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A {@link ScriptedMaster} that answers by itself: a lane delivers events, one by one, and decides
 * what is called, while the test plays the agents.
 */
public final class Stage implements AutoCloseable {
  private final ScriptedMaster master =
      new ScriptedMaster()
          .with("a1", "cpus:4;mem:4096;ports:[31000-31009]")
          .with("a2", "cpus:2;mem:1024");
  private final ClusterView view =
      FakeCluster.EMPTY
          .with(FakeAgent.of("a1", "cpus:4;mem:4096;ports:[31000-31009]"))
          .with(FakeAgent.of("a2", "cpus:2;mem:1024"));
  private final Thread lane;
  private final Thread answers;
  private volatile boolean quiet;
  private volatile boolean closed;

  /** A stage with two agents. */
  public Stage() {
    // Two threads: an event may block until a call that it made is answered.
    lane =
        Thread.ofPlatform().name("lane").daemon().start(() -> loop(() -> quiet, master::deliver));
    answers =
        Thread.ofPlatform()
            .name("answers")
            .daemon()
            .start(() -> loop(() -> closed, master::decide));
  }

  private interface Move {
    boolean move();
  }

  private static void loop(BooleanSupplier ended, Move move) {
    while (!ended.getAsBoolean()) {
      if (!move.move()) {
        LockSupport.parkNanos(200_000);
      }
    }
  }

  /**
   * The master.
   *
   * @return the master
   */
  public ScriptedMaster master() {
    return master;
  }

  /**
   * An instance with its session.
   *
   * @param scheduler the instance
   * @param session its calls
   * @param context what it was opened with
   */
  public record Instance(
      Scheduler scheduler, ScriptedSession session, FakeFrameworkContext context) {}

  /**
   * Opens an instance, not yet subscribed.
   *
   * @param plugin of which framework
   * @return the instance
   * @throws Exception what {@code open} throws
   */
  public Instance open(FrameworkPlugin plugin) throws Exception {
    ScriptedSession session = master.open();
    FakeFrameworkContext context = FakeFrameworkContext.of(session, () -> view);
    return new Instance(plugin.open(context), session, context);
  }

  /**
   * Subscribes an instance; a former one is over.
   *
   * @param instance which
   */
  public void subscribe(Instance instance) {
    master.subscribe(instance.session(), instance.scheduler());
  }

  /**
   * Offers until something is so.
   *
   * @param what the claim, for the message
   * @param condition asked again and again
   * @throws Exception what the condition throws
   */
  public void offering(String what, Callable<Boolean> condition) throws Exception {
    Await.until(
        what,
        () -> {
          master.forgetFilters();
          master.offer();
          return condition.call();
        },
        () -> master.tasks().keySet() + " " + master.violations());
  }

  @Override
  public void close() {
    quiet = true;
    try {
      lane.join(); // its last event may wait for an answer
      closed = true;
      answers.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
