package cuesta.core.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import cuesta.api.balancer.Route;
import cuesta.api.balancer.RouteTable;
import cuesta.api.ha.Detector;
import cuesta.api.ha.LeaderInfo;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RouteFeedTest {
  private final Pointer pointer = new Pointer();

  /** Points where the test says. */
  private static final class Pointer implements Detector {
    private Consumer<Optional<LeaderInfo>> follower = leader -> {};

    @Override
    public AutoCloseable detect(Consumer<Optional<LeaderInfo>> changes) {
      follower = changes;
      changes.accept(Optional.empty());
      return () -> follower = leader -> {};
    }

    void at(LeaderStub leader) {
      follower.accept(Optional.of(leader.info()));
    }
  }

  private static String one(String app, String instance) {
    return "[" + LeaderStub.route(app, instance) + "]";
  }

  private static List<String> instances(RouteTable table) {
    return table.routes().stream()
        .map(Route::backends)
        .flatMap(List::stream)
        .map(Route.Backend::id)
        .toList();
  }

  @Test
  void aTableReachesTheBalancerAndIsAcknowledged() throws Exception {
    try (LeaderStub leader = new LeaderStub(1);
        BalancerPlace place = new BalancerPlace(pointer)) {
      place.answerer(1);
      leader.routes("v7", one("web", "i1"));
      pointer.at(leader);
      LeaderStub.Said said = leader.awaitVersion("v7");
      assertEquals("POST", said.method());
      assertEquals("/app/balancers/" + BalancerPlace.ID, said.path());
      assertEquals("Bearer " + BalancerPlace.KEY, said.authorization());
      assertEquals("127.0.0.1:80", said.report().get("address").getAsString());
      assertEquals("p1 1", place.get("/"));
      leader.routes("v8", one("web", "i2"));
      leader.awaitVersion("v8");
      assertEquals("p1 2", place.get("/"));
      assertEquals(List.of("i2"), instances(place.tables.present()));
    }
  }

  @Test
  void whoComesLaterBeginsWithThePresentTable() throws Exception {
    try (LeaderStub leader = new LeaderStub(1);
        BalancerPlace place = new BalancerPlace(pointer)) {
      leader.routes("v1", one("web", "i1"));
      pointer.at(leader);
      leader.awaitVersion("v1"); // nobody can go by an older one
      place.answerer(1);
      assertEquals("p1 1", place.get("/"));
      leader.routes("v2", one("web", "i2"));
      leader.awaitVersion("v2");
      place.answerer(2);
      assertEquals("p2 2", place.get("/"));
    }
  }

  @Test
  void troubleKeepsTheLastTable() throws Exception {
    try (LeaderStub leader = new LeaderStub(1);
        BalancerPlace place = new BalancerPlace(pointer)) {
      place.answerer(1);
      leader.routes("v1", one("web", "i1"));
      pointer.at(leader);
      leader.awaitVersion("v1");
      leader.nonsense(200, "<html>");
      leader.awaitVersion("v1");
      leader.awaitVersion("v1"); // it has heard the nonsense before it asks again
      assertEquals("p1 1", place.get("/"));
      leader.nonsense(404, "{\"code\":\"UNKNOWN\"}");
      leader.awaitVersion("v1");
      leader.awaitVersion("v1");
      assertEquals("p1 1", place.get("/"));
      leader.routes("v2", one("web", "i2"));
      leader.awaitVersion("v2");
      assertEquals("p1 2", place.get("/"));
    }
  }

  @Test
  void aNewLeaderIsAskedAtOnceThoughTheFormerNeverAnswers() throws Exception {
    try (LeaderStub former = new LeaderStub(1);
        LeaderStub next = new LeaderStub(2);
        BalancerPlace place = new BalancerPlace(pointer)) {
      place.answerer(1);
      former.routes("v9", one("web", "i1"));
      pointer.at(former);
      former.awaitVersion("v9");
      former.freeze();
      next.routes("v1", one("web", "i2"));
      long begun = System.nanoTime();
      pointer.at(next);
      next.awaitVersion("v9");
      next.awaitVersion("v1");
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      assertTrue(millis < 5_000, "it waited for the former leader: " + millis + " ms");
      assertEquals("p1 2", place.get("/"), "revisions go on over leaders");
    }
  }

  @Test
  void aBadRouteIsLeftOutAndTheOthersAreTaken() throws Exception {
    try (LeaderStub leader = new LeaderStub(1);
        BalancerPlace place = new BalancerPlace(pointer)) {
      String bad = LeaderStub.route("bad", "i0").replace("31000", "99999");
      leader.routes(
          "v1",
          "[" + LeaderStub.route("a", "i1") + "," + bad + "," + LeaderStub.route("c", "i2") + "]");
      pointer.at(leader);
      leader.awaitVersion("v1");
      assertEquals(List.of("i1", "i2"), instances(place.tables.present()));
    }
  }

  @Test
  void aBigTableIsTakenWhole() throws Exception {
    try (LeaderStub leader = new LeaderStub(1);
        BalancerPlace place = new BalancerPlace(pointer)) {
      StringBuilder routes = new StringBuilder("[");
      for (int i = 0; i < 5_000; i++) {
        routes.append(i == 0 ? "" : ",").append(LeaderStub.route("app" + i, "i" + i));
      }
      leader.routes("v1", routes.append("]").toString());
      pointer.at(leader);
      leader.awaitVersion("v1");
      assertEquals(5_000, place.tables.present().routes().size());
    }
  }

  private static long requests(JsonObject report) {
    JsonObject web = report.getAsJsonObject("apps").getAsJsonObject("web");
    return web == null ? 0 : web.get("requests").getAsLong();
  }

  @Test
  void sumsGoOnOverSwaps() throws Exception {
    try (LeaderStub leader = new LeaderStub(1);
        BalancerPlace place = new BalancerPlace(pointer)) {
      pointer.at(leader);
      long most = 0;
      for (int id = 1; id <= 5; id++) {
        place.answerer(id);
        if (id > 1) {
          place.slot.withdrawn(id - 1);
        }
        for (int i = 0; i < 10; i++) {
          place.get("/");
        }
        int expected = 10 * id;
        JsonObject report =
            leader.await(expected + " requests", r -> requests(r) >= expected).report();
        assertTrue(requests(report) >= most, report.toString());
        most = requests(report);
        JsonObject web = report.getAsJsonObject("apps").getAsJsonObject("web");
        assertEquals(most, web.getAsJsonArray("classes").get(1).getAsLong());
        assertEquals(14, web.getAsJsonArray("latencies").size());
        assertEquals(most * 1_000, web.get("latency-micros").getAsLong());
      }
      assertEquals(50, most);
    }
  }

  @Test
  void whatTheRetiringOneHasUnderWayIsReported() throws Exception {
    try (LeaderStub leader = new LeaderStub(1);
        BalancerPlace place = new BalancerPlace(pointer)) {
      leader.routes("v1", one("web", "i1"));
      pointer.at(leader);
      leader.awaitVersion("v1");
      Answerer first = place.answerer(1);
      Socket slow = place.request("/slow");
      assertEquals("i1", first.slow.take());
      place.answerer(2);
      CompletableFuture<Void> leaving = CompletableFuture.runAsync(() -> place.slot.withdrawn(1));
      first.closing.await();
      leader.routes("v2", "[]");
      // By then nothing new goes to the instance, and still it must not be killed.
      JsonObject report = leader.awaitVersion("v2").report();
      assertEquals(1, report.getAsJsonObject("open").get("i1").getAsInt(), report.toString());
      assertEquals(1, report.get("connections").getAsInt());
      first.release();
      assertEquals("p1 1", BalancerPlace.answer(slow));
      leaving.get(20, TimeUnit.SECONDS);
      report = leader.await("the end", r -> !r.getAsJsonObject("open").has("i1")).report();
      assertEquals(1, requests(report));
    }
  }
}
