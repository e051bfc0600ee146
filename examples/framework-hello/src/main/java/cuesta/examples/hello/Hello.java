package cuesta.examples.hello;

import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.Filter;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.Operation;
import cuesta.api.framework.Scheduler;
import cuesta.api.framework.SchedulerSession;
import cuesta.api.framework.TaskAt;
import cuesta.api.framework.TaskInfo;
import cuesta.api.framework.UpdateView;
import cuesta.api.resources.Resources;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/**
 * Runs {@code echo hello} once in the life of the cluster. All there is to a framework is here: the
 * intent is committed before the launch, so that a successor does not launch again, and an update
 * is acknowledged once nothing more has to be kept of it.
 */
final class Hello implements Scheduler {
  private static final Logger LOG = System.getLogger(Hello.class.getName());
  private static final TaskId TASK = new TaskId("hello");
  private static final Resources NEED = Resources.cpusMem(100, 32_000);

  private final SchedulerSession session;
  private final FrameworkStore store;
  private volatile boolean launched;

  Hello(SchedulerSession session, FrameworkStore store) {
    this.session = session;
    this.store = store;
  }

  @Override
  public FrameworkInfo info() {
    return FrameworkInfo.of("hello", RoleId.DEFAULT, Duration.ofDays(1));
  }

  @Override
  public void subscribed(FrameworkId id, boolean again) {
    launched = store.get("intent").toCompletableFuture().join().isPresent();
    if (launched) {
      session.reconcile(List.of(TaskAt.anywhere(TASK))); // what became of it while nobody listened
    }
  }

  @Override
  public void offers(List<? extends OfferView> offers) {
    for (OfferView offer : offers) {
      if (launched || !offer.resources().contains(NEED)) {
        session.decline(List.of(offer.id()), Filter.of(Duration.ofMinutes(5)));
      } else {
        launched = true;
        intendAndLaunch(offer.id());
      }
    }
  }

  private void intendAndLaunch(OfferId offer) {
    TaskInfo task =
        TaskInfo.of(TASK, NEED, CommandInfo.of(List.of("echo", "hello"), new TreeMap<>()));
    byte[] intent = offer.value().getBytes(StandardCharsets.UTF_8);
    store
        .commit(List.of(FrameworkStore.Op.put("intent", 0, 1, intent)))
        .thenRun(
            () -> session.accept(List.of(offer), List.of(Operation.launch(task)), Filter.NONE));
  }

  @Override
  public void update(UpdateView update) {
    LOG.log(Level.INFO, "{0} is {1}", update.task(), update.state());
    update
        .id()
        .ifPresent(id -> session.acknowledge(update.agent().orElseThrow(), update.task(), id));
  }
}
