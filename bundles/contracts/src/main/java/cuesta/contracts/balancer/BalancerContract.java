package cuesta.contracts.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.balancer.Balancer;
import cuesta.api.balancer.BalancerPlugin;
import cuesta.api.balancer.BalancerStats;
import cuesta.api.balancer.Route;
import cuesta.api.balancer.RouteTable;
import cuesta.contracts.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What any load balancer must do, whatever it prefers. Extend it and say which plugin. */
@Timeout(120)
public abstract class BalancerContract {
  /** The contract's 30 s, and what a loaded machine takes. */
  private static final Duration CLOSE = Duration.ofSeconds(35);

  private static final int MANY = 100;
  private final List<AutoCloseable> used = new ArrayList<>();
  private final List<Balancer> open = new ArrayList<>();

  /** For subclasses. */
  protected BalancerContract() {}

  /**
   * The plugin under test.
   *
   * @return a new one
   */
  protected abstract BalancerPlugin plugin();

  /**
   * Its settings.
   *
   * @return none, unless overridden
   */
  protected SortedMap<String, String> config() {
    return new TreeMap<>();
  }

  @AfterEach
  final void leave() throws Exception {
    for (AutoCloseable one : used.reversed()) {
      one.close();
    }
    for (Balancer balancer : List.copyOf(open)) {
      close(balancer);
    }
  }

  @Test
  void aRequestIsAnsweredByAnInstanceAndCounted() throws Exception {
    Backend backend = backend("i1");
    Balancer balancer = open(table(3, backend));
    visitor(balancer).asks("/web/x").hears(200, "i1 saw /x");
    // The visitor may have the answer before the balancer has written down that it is over.
    await(balancer, s -> s.apps().containsKey("web") && s.open().isEmpty());
    BalancerStats stats = balancer.stats();
    assertEquals(3, stats.revision());
    assertEquals(1, stats.connections());
    BalancerStats.App web = stats.apps().get("web");
    assertEquals(1, web.requests());
    assertEquals(List.of(0L, 1L, 0L, 0L, 0L), web.classes());
    assertEquals(0, web.failures());
    assertEquals(0, web.retries());
    assertEquals(BalancerStats.LATENCY_BOUNDS.size() + 1, web.latencies().size());
    assertEquals(1, web.latencies().stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void requestsAfterRouteGoByTheNewTableOnOpenConnectionsToo() throws Exception {
    Backend former = backend("i1");
    Backend next = backend("i2");
    Balancer balancer = open(table(1, former));
    Visitor visitor = visitor(balancer);
    visitor.asks("/web/a").hears(200, "i1 saw /a");
    balancer.route(table(2, next));
    assertEquals(2, balancer.stats().revision());
    visitor.asks("/web/b").hears(200, "i2 saw /b");
    for (int i = 0; i < MANY; i++) {
      visitor(balancer).asks("/web/c").hears(200, "i2 saw /c");
    }
  }

  @Test
  void aRequestUnderWayIsShownAndNotDisturbedByANewTable() throws Exception {
    Backend former = backend("i1");
    Backend next = backend("i2");
    Balancer balancer = open(table(1, former));
    Visitor slow = visitor(balancer).asks("/web/slow");
    former.awaitSlow();
    assertEquals(Map.of("i1", 1), balancer.stats().open());
    balancer.route(table(2, next));
    assertEquals(Map.of("i1", 1), balancer.stats().open(), "it must not be killed yet");
    visitor(balancer).asks("/web/x").hears(200, "i2 saw /x");
    former.release();
    slow.hears(200, "i1 saw /slow");
    await(balancer, s -> s.open().isEmpty());
  }

  @Test
  void withoutAnInstanceItAnswersItself() throws Exception {
    Balancer balancer = open(table(1));
    Visitor visitor = visitor(balancer).asks("/web/x");
    visitor.hears(503, "\r\n\r\n");
    await(balancer, s -> s.apps().containsKey("web"));
    BalancerStats.App web = balancer.stats().apps().get("web");
    assertEquals(1, web.requests());
    assertEquals(1, web.failures());
    assertEquals(1, web.classes().get(4));
  }

  @Test
  void whatFitsNoRouteIsNotFound() throws Exception {
    Balancer balancer = open(table(1, backend("i1")));
    visitor(balancer).asks("/other/x").hears(404, "\r\n\r\n");
    await(balancer, s -> s.apps().containsKey(""));
    assertEquals(1, balancer.stats().apps().get("").requests());
  }

  @Test
  void manyConnectionsAreServedAtOnce() throws Exception {
    Backend backend = backend("i1");
    Balancer balancer = open(table(1, backend));
    List<Visitor> slow = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      slow.add(visitor(balancer).asks("/web/slow"));
    }
    for (int i = 0; i < MANY; i++) {
      backend.awaitSlow();
    }
    assertEquals(Map.of("i1", MANY), balancer.stats().open());
    assertEquals(MANY, balancer.stats().connections());
    backend.release();
    for (Visitor visitor : slow) {
      visitor.hears(200, "i1 saw /slow");
    }
  }

  @Test
  void theEndOfOneLeavesAnotherOfTheSamePluginAlone() throws Exception {
    Backend backend = backend("i1");
    Balancer former = open(table(1, backend));
    Balancer next = open(table(1, backend));
    visitor(former).asks("/web/a").hears(200, "i1 saw /a");
    Visitor stays = visitor(next);
    stays.asks("/web/b").hears(200, "i1 saw /b");
    close(former);
    stays.asks("/web/c").hears(200, "i1 saw /c");
  }

  @Test
  void closeAnswersWhatIsUnderWayAndEndsIdleConnections() throws Exception {
    Backend backend = backend("i1");
    Balancer balancer = open(table(1, backend));
    Visitor idle = visitor(balancer);
    idle.asks("/web/x").hears(200, "i1 saw /x");
    Visitor slow = visitor(balancer).asks("/web/slow");
    backend.awaitSlow();
    CompletableFuture<Void> closing = closing(balancer);
    idle.hearsTheEnd();
    assertFalse(closing.isDone(), "a request is under way");
    assertEquals(Map.of("i1", 1), balancer.stats().open());
    backend.release();
    slow.hears(200, "i1 saw /slow");
    slow.hearsTheEnd();
    closing.get(CLOSE.toSeconds(), TimeUnit.SECONDS);
    BalancerStats last = balancer.stats();
    assertEquals(2, last.apps().get("web").requests(), "its sums are asked for after its end");
    assertEquals(Map.of(), last.open());
    assertEquals(0, last.connections());
  }

  @Test
  void closeCutsWhatTakesLonger() throws Exception {
    Backend backend = backend("i1");
    Balancer balancer = open(table(1, backend));
    Visitor slow = visitor(balancer).asks("/web/slow");
    backend.awaitSlow();
    closing(balancer).get(CLOSE.toSeconds(), TimeUnit.SECONDS);
    assertEquals(0, balancer.stats().connections());
    assertTrue(balancer.stats().open().isEmpty());
    slow.close();
  }

  private Backend backend(String name) throws Exception {
    Backend backend = new Backend(name);
    used.add(backend);
    return backend;
  }

  private Balancer open(RouteTable table) throws Exception {
    Balancer balancer = plugin().open(new FakeBalancerContext(table, config()));
    open.add(balancer);
    return balancer;
  }

  /** Once, as a slot does. */
  private void close(Balancer balancer) {
    open.remove(balancer);
    balancer.close();
  }

  private Visitor visitor(Balancer balancer) throws Exception {
    Visitor visitor = new Visitor(balancer);
    used.add(visitor);
    return visitor;
  }

  private CompletableFuture<Void> closing(Balancer balancer) {
    open.remove(balancer);
    return CompletableFuture.runAsync(balancer::close, task -> Thread.ofPlatform().start(task));
  }

  private static RouteTable table(long revision, Backend... backends) {
    List<Route.Match> matches = List.of(new Route.Match("", "/web/", true));
    List<Route.Backend> instances = new ArrayList<>();
    for (Backend backend : backends) {
      instances.add(backend.address());
    }
    return new RouteTable(revision, List.of(new Route("web", matches, instances, "")));
  }

  private interface Claim {
    boolean holds(BalancerStats stats);
  }

  /** Counts may come a moment after the answer. */
  private static void await(Balancer balancer, Claim claim) throws Exception {
    Await.until("the statistics", () -> claim.holds(balancer.stats()), balancer::stats);
  }
}
