package cuesta.core.osgi;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.allocator.Allocator;
import cuesta.api.allocator.AllocatorContext;
import cuesta.api.allocator.Budget;
import cuesta.api.allocator.Proposal;
import cuesta.api.cluster.ClusterView;
import cuesta.api.front.PluginView;
import cuesta.core.edge.master.AllocatorCall;
import cuesta.core.osgi.slot.Candidate;
import cuesta.core.osgi.slot.Opening;
import cuesta.core.osgi.slot.PluginSlot;
import cuesta.core.osgi.slot.Result;
import cuesta.core.osgi.slot.SlotHost;
import cuesta.core.osgi.slot.SlotSpec;
import cuesta.core.osgi.slot.SlotsService;
import cuesta.core.slot.SlotLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The allocator slot of a master. */
final class AllocatorSlot implements AllocatorCall, AutoCloseable {
  /** Twice the budget of a cycle; then the call is cut. */
  private static final Duration CUT = Duration.ofSeconds(4);

  /** Longer than the contract's 50 ms: the first call of a fresh process compiles its classes. */
  private static final Duration EXPLANATION = Duration.ofMillis(500);

  private final PluginSlot<AllocatorContext, Allocator> slot;

  /**
   * An empty slot.
   *
   * @param view the cluster, to warm allocators on
   * @param flipped told the name of the current allocator; empty if there is none
   */
  AllocatorSlot(
      Supplier<ClusterView> view, Consumer<String> flipped, SlotHost host, SlotsService rows) {
    slot =
        new PluginSlot<>(
            new SlotSpec("allocator", "", "master", SlotLimits.DEFAULT, false),
            opening -> new Context(opening, view.get()),
            (now, row) -> flipped.accept(row.map(PluginView::name).orElse("")),
            host,
            rows);
  }

  void offered(Candidate<AllocatorContext, Allocator> candidate) {
    slot.offered(candidate);
  }

  void withdrawn(long serviceId) {
    slot.withdrawn(serviceId);
  }

  @Override
  public void allocate(
      ClusterView view, Budget budget, Consumer<Proposal> answer, Consumer<Reason> failure) {
    slot.<Proposal>submit(
        "allocate",
        CUT,
        allocator -> allocator.allocate(view, budget),
        result -> {
          switch (result) {
            case Result.Value<Proposal> v when v.value() != null -> answer.accept(v.value());
            case Result.Value<Proposal> v -> answer.accept(Proposal.NONE);
            case Result.Failure<Proposal> f -> failure.accept(f.reason());
          }
        });
  }

  @Override
  public List<Reason> explain(ClusterView view, FrameworkId framework) {
    return slot.<List<Reason>>callHere(
            "explain", EXPLANATION, allocator -> allocator.explain(view, framework))
        .answer()
        .orElse(List.of());
  }

  Optional<PluginView> current() {
    return slot.current();
  }

  @Override
  public void close() {
    slot.close();
  }

  private record Context(Opening opening, ClusterView view)
      implements OpeningContext, AllocatorContext {}
}
