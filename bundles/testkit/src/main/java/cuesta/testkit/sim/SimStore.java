package cuesta.testkit.sim;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.FrameworkStore;
import cuesta.core.master.FrameworkCall;
import cuesta.core.master.Registry;
import cuesta.engine.SplitMix;
import cuesta.engine.Table;
import cuesta.framework.kit.StoreCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The store of an in-process framework: writes go through the master's engine, reads are of what
 * was published, perhaps a moment ago. In a storm some writes are refused, and some answers late.
 */
final class SimStore implements FrameworkStore {
  /** Small, so that a store has several. */
  private static final int PAGE = 7;

  private final World world;
  private final SplitMix random;
  private final SimSession session;
  private final String framework;
  private Registry seen = Registry.EMPTY;

  SimStore(World world, SimSession session, String framework) {
    this.world = world;
    this.session = session;
    this.framework = framework;
    random = world.random();
  }

  @Override
  public CompletionStage<Void> commit(List<Op> batch) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    boolean own = batch.stream().allMatch(op -> op.key().startsWith(StoreCodec.OWN));
    if (!own && world.isFaulty() && random.chance(0.02)) {
      Reason busy = Reason.of(Reasons.OVERLOADED, framework, "the store takes nothing now");
      session.master.later(
          random.below(2_000) * 1_000L, () -> answer.completeExceptionally(new Refused(busy)));
      return answer;
    }
    long late = world.isFaulty() && random.chance(0.03) ? random.below(4_000) * World.MILLI : 0;
    session.call(
        new FrameworkCall.Commit(batch),
        refusal -> session.master.later(late, () -> finish(answer, refusal)));
    return answer;
  }

  static void finish(CompletableFuture<Void> answer, Optional<Reason> refusal) {
    if (refusal.isPresent()) {
      answer.completeExceptionally(new Refused(refusal.get()));
    } else {
      answer.complete(null);
    }
  }

  @Override
  public CompletionStage<Optional<Entry>> get(String key) {
    return CompletableFuture.completedFuture(Optional.ofNullable(entries().get(key)));
  }

  @Override
  public CompletionStage<Page> scan(String prefix, String after, int limit) {
    List<Entry> page = new ArrayList<>();
    for (Map.Entry<String, Entry> one : entries().from(after.isEmpty() ? prefix : after)) {
      if (!one.getKey().startsWith(prefix)) {
        break;
      }
      if (page.size() == Math.min(limit, PAGE)) {
        return CompletableFuture.completedFuture(new Page(page, Optional.of(page.getLast().key())));
      }
      if (!one.getKey().equals(after)) {
        page.add(one.getValue());
      }
    }
    return CompletableFuture.completedFuture(new Page(page, Optional.empty()));
  }

  private Table<String, Entry> entries() {
    if (!world.isFaulty() || !random.chance(0.1)) {
      seen = session.master.runner.committed().registry();
    }
    return idOf(seen, framework)
        .map(id -> seen.stores().get(id))
        .map(Registry.Store::entries)
        .orElse(Table.empty());
  }

  private static Optional<FrameworkId> idOf(Registry registry, String name) {
    for (Map.Entry<FrameworkId, Registry.Known> known : registry.frameworks()) {
      if (known.getValue().info().name().equals(name)) {
        return Optional.of(known.getKey());
      }
    }
    return Optional.empty();
  }
}
