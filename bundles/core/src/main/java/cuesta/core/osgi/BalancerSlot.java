package cuesta.core.osgi;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.balancer.Balancer;
import cuesta.api.balancer.BalancerContext;
import cuesta.api.balancer.BalancerStats;
import cuesta.api.balancer.RouteTable;
import cuesta.api.front.PluginView;
import cuesta.core.edge.balancer.BalancerCalls;
import cuesta.core.edge.balancer.Tables;
import cuesta.core.edge.balancer.Tally;
import cuesta.core.osgi.slot.Candidate;
import cuesta.core.osgi.slot.Opening;
import cuesta.core.osgi.slot.PluginSlot;
import cuesta.core.osgi.slot.Result;
import cuesta.core.osgi.slot.SlotGroup;
import cuesta.core.osgi.slot.SlotHost;
import cuesta.core.osgi.slot.SlotListener;
import cuesta.core.osgi.slot.SlotSpec;
import cuesta.core.osgi.slot.SlotsService;
import cuesta.core.slot.SlotLimits;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The load balancer slot of a process: balancers of the configured name compete for it. */
final class BalancerSlot implements BalancerCalls {
  /** Far more than handing over takes; the first one of a fresh plugin loads its classes. */
  private static final Duration ACCEPT = Duration.ofSeconds(1);

  private static final Duration ROUTE = Duration.ofSeconds(5);
  private static final Duration STATS = Duration.ofSeconds(1);

  /** {@link Balancer#close} has 30 s for the requests under way; then it is cut. */
  private static final SlotLimits LIMITS = SlotLimits.DEFAULT.withClose(Duration.ofSeconds(32));

  private final String plugin;
  private final SlotGroup<BalancerContext, Balancer> slots;

  /**
   * Empty.
   *
   * @param node what the rows call the place
   * @param plugin the name of the plugin; others are not opened
   * @param tables where requests go now
   * @param tally follows what balancers do
   * @param listener told of each flip
   */
  BalancerSlot(
      String node,
      String plugin,
      Tables tables,
      Tally tally,
      SlotListener<Balancer> listener,
      SlotHost host,
      SlotsService rows) {
    this.plugin = plugin;
    slots =
        new SlotGroup<>(
            name ->
                new PluginSlot<>(
                    new SlotSpec("balancer", name, node, LIMITS, !name.equals(plugin)),
                    opening -> new Context(opening, tables.present()),
                    tally::track,
                    listener,
                    host,
                    rows));
  }

  void offered(Candidate<BalancerContext, Balancer> candidate) {
    slots.offered(candidate);
  }

  void withdrawn(long serviceId) {
    slots.withdrawn(serviceId);
  }

  void withdrawn(long serviceId, Duration patience) {
    slots.withdrawn(serviceId, patience);
  }

  private PluginSlot<BalancerContext, Balancer> slot() {
    return slots.slot(plugin);
  }

  /** What is missing. */
  List<Reason> health() {
    return slot().current().isPresent()
        ? List.of()
        : List.of(
            Reason.of(
                Reasons.SLOT_EMPTY,
                "balancer " + plugin,
                "no load balancer is current, connections to its port wait",
                "see cuesta plugins, or start without --balancer-port"));
  }

  @Override
  public Handed accept(SocketChannel connection) {
    Result<Boolean> result =
        slot()
            .call(
                "accept",
                ACCEPT,
                balancer -> {
                  balancer.accept(connection);
                  return true;
                });
    return result.failure().map(this::handed).orElseGet(Handed.Taken::new);
  }

  private Handed handed(Reason why) {
    return switch (why.code()) {
      case Reasons.SLOT_EMPTY -> new Handed.Nobody();
      case Reasons.PLUGIN_LATE -> new Handed.Unknown(why.toString());
      // One that was quarantined for this call is current until the flip.
      default -> isServing() ? new Handed.Refused(why.toString()) : new Handed.Nobody();
    };
  }

  private boolean isServing() {
    return slot().current().filter(row -> row.state().equals(PluginView.CURRENT)).isPresent();
  }

  @Override
  public void route(RouteTable table) {
    slot()
        .<Boolean>submit(
            "route",
            ROUTE,
            balancer -> {
              balancer.route(table);
              return true;
            },
            result -> {}); // a failure is counted, and stats() tells the feed that it must repeat
  }

  @Override
  public Optional<Long> look() {
    slot().callRetiring("stats", STATS, Balancer::stats);
    Result<BalancerStats> result = slot().call("stats", STATS, Balancer::stats);
    return switch (result) {
      case Result.Value<BalancerStats> v -> Optional.of(v.value().revision());
      case Result.Failure<BalancerStats> f when f.reason().code().equals(Reasons.SLOT_EMPTY) ->
          Optional.empty();
      case Result.Failure<BalancerStats> f -> Optional.of(-1L);
    };
  }

  void close() {
    slots.close();
  }

  private record Context(Opening opening, RouteTable routes)
      implements OpeningContext, BalancerContext {}
}
