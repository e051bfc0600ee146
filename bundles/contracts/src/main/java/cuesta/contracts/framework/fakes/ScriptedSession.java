package cuesta.contracts.framework.fakes;

import cuesta.api.AgentId;
import cuesta.api.OfferId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.UpdateId;
import cuesta.api.framework.Filter;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.Operation;
import cuesta.api.framework.Scheduler;
import cuesta.api.framework.SchedulerSession;
import cuesta.api.framework.TaskAt;
import cuesta.api.resources.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A framework's calls to a {@link ScriptedMaster}: each waits in its queue until it is decided. Any
 * thread.
 */
public final class ScriptedSession implements SchedulerSession, FrameworkStore {
  private final ScriptedMaster master;
  private final MemoryStore.Session store;
  private volatile Scheduler scheduler;
  private volatile boolean over;
  private volatile boolean suppressed;
  private volatile List<Resources> demand = List.of();

  ScriptedSession(ScriptedMaster master, MemoryStore.Session store) {
    this.master = master;
    this.store = store;
  }

  void subscribed(Scheduler ear) {
    scheduler = ear;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  void end() {
    over = true;
    store.retire();
  }

  /**
   * Whether no offers are wanted.
   *
   * @return true if so
   */
  public boolean isSuppressed() {
    return suppressed;
  }

  /**
   * What is waited for.
   *
   * @return as last told
   */
  public List<Resources> demand() {
    return demand;
  }

  private CompletionStage<Void> decided(Supplier<Optional<Reason>> call) {
    if (refuses("call")) {
      return CompletableFuture.failedFuture(new Refused(sessionOver()));
    }
    CompletableFuture<Void> answer = new CompletableFuture<>();
    master.call(
        () -> {
          Optional<Reason> refusal = over ? Optional.of(sessionOver()) : call.get();
          if (refusal.isPresent()) {
            answer.completeExceptionally(new Refused(refusal.get()));
          } else {
            answer.complete(null);
          }
        });
    return answer;
  }

  private void said(String what, Runnable call) {
    if (!refuses(what)) {
      master.call(
          () -> {
            if (!over) {
              call.run();
            }
          });
    }
  }

  private boolean refuses(String what) {
    if (scheduler == null) {
      master.violation(what + " before it was subscribed");
    }
    return over || scheduler == null;
  }

  private static Reason sessionOver() {
    return Reason.of(Reasons.SESSION_OVER, "", "the session is over", "subscribe again");
  }

  @Override
  public CompletionStage<Void> accept(
      List<OfferId> offers, List<Operation> operations, Filter filter) {
    return decided(() -> master.accept(offers, operations));
  }

  @Override
  public CompletionStage<Void> decline(List<OfferId> offers, Filter filter) {
    return decided(
        () -> {
          master.decline(offers, !filter.refuse().isZero());
          return Optional.empty();
        });
  }

  @Override
  public CompletionStage<Void> kill(TaskId task, Duration grace) {
    return decided(
        () -> {
          master.kill(task);
          return Optional.empty();
        });
  }

  @Override
  public void acknowledge(AgentId agent, TaskId task, UpdateId update) {
    said("acknowledge", () -> master.acknowledge(task, update));
  }

  @Override
  public void reconcile(List<TaskAt> tasks) {
    said("reconcile", () -> master.reconcile(tasks));
  }

  @Override
  public void suppress(RoleId role) {
    said("suppress", () -> suppressed = true);
  }

  @Override
  public void revive(RoleId role) {
    said(
        "revive",
        () -> {
          suppressed = false;
          master.forgetFilters();
        });
  }

  @Override
  public void demand(List<Resources> wishes) {
    said("demand", () -> demand = List.copyOf(wishes));
  }

  @Override
  public CompletionStage<Void> commit(List<Op> batch) {
    if (refuses("commit")) {
      return CompletableFuture.failedFuture(new Refused(sessionOver()));
    }
    CompletableFuture<Void> answer = new CompletableFuture<>();
    master.call(
        () ->
            store
                .commit(batch)
                .whenComplete(
                    (done, failure) -> {
                      if (failure != null) {
                        answer.completeExceptionally(failure);
                      } else {
                        answer.complete(null);
                      }
                    }));
    return answer;
  }

  @Override
  public CompletionStage<Optional<Entry>> get(String key) {
    return store.get(key);
  }

  @Override
  public CompletionStage<Page> scan(String prefix, String after, int limit) {
    return store.scan(prefix, after, limit);
  }
}
