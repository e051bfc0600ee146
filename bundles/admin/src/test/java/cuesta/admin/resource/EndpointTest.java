package cuesta.admin.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.admin.Calls;
import cuesta.admin.Calls.Said;
import cuesta.admin.FakeMaster;
import cuesta.api.Reason;
import cuesta.api.Refused;
import cuesta.api.front.PluginView;
import cuesta.api.front.Slots;
import cuesta.api.http.Endpoint;
import cuesta.api.http.HttpCall;
import cuesta.api.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointTest {
  private final Services services = new Services();
  private final FakeMaster master = new FakeMaster();
  private final Calls calls = new Calls(services);

  private record Fake(String prefix, Function<HttpCall, HttpReply> answer) implements Endpoint {
    @Override
    public HttpReply handle(HttpCall call) {
      return answer.apply(call);
    }
  }

  @BeforeEach
  void master() {
    services.masters().add(master);
  }

  private void serve(Function<HttpCall, HttpReply> answer) {
    master.serve(new Fake("run", answer));
  }

  @Test
  void anEndpointSeesTheCallBelowItsPrefix() {
    serve(
        call -> {
          try {
            String body = new String(call.body().readAllBytes(), StandardCharsets.UTF_8);
            return HttpReply.json(
                201,
                call.method()
                    + call.path()
                    + call.query("a").get()
                    + call.principal().name()
                    + call.headers().get("x").getFirst()
                    + body);
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    Said said =
        calls.call(
            "POST", "/run/x%20y+z/kill?a=1+2", "b", "x", "h", "content-type", "application/json");
    assertEquals(201, said.status());
    assertEquals("POST[x y+z, kill]1 2operatorhb", said.body());
    assertEquals("application/json", said.headers().get("Content-Type"));
  }

  @Test
  void protobufIsAContentTypeForEndpointsOnly() {
    serve(call -> HttpReply.json(200, "{}"));
    String type = "application/x-protobuf";
    assertEquals(200, calls.call("PUT", "/run", "", "content-type", type).status());
    assertEquals(415, calls.call("POST", "/kill", "", "content-type", type).status());
    assertEquals(415, calls.call("DELETE", "/run", "", "content-type", "text/plain").status());
  }

  @Test
  void whatItThrowsBecomesAStatus() {
    serve(
        call -> {
          throw new IllegalArgumentException("cpus is not a number: 'x'");
        });
    assertEquals(400, calls.get("/run").status());
    assertTrue(calls.get("/run").body().contains("cpus is not a number"));
    serve(
        call -> {
          throw new Refused(Reason.of("RESOURCES_IMPOSSIBLE", "", "too large"));
        });
    assertEquals(409, calls.get("/run").status());
    serve(
        call -> {
          throw new IllegalStateException("broken");
        });
    assertEquals(500, calls.get("/run").status());
  }

  @Test
  void servicesOfTheProcessComeFirstAndNeedNoLeader() {
    master.nobodyLeads();
    services.endpoints().add(new Fake("mesos", call -> HttpReply.json(200, "1")));
    assertEquals(200, calls.get("/mesos").status());
    assertEquals(503, calls.get("/run").status());
  }

  @Test
  void aFrameworkThatBeginsIsWorthAnotherCall() {
    assertEquals(404, calls.get("/run").status());
    services.slots().add(new FrameworkSlot(PluginView.WARMING));
    Said said = calls.get("/run");
    assertEquals(503, said.status());
    assertEquals("1", said.headers().get("Retry-After"));
    services.slots().set(0, new FrameworkSlot(PluginView.REJECTED));
    assertEquals(404, calls.get("/run").status());
  }

  private record FrameworkSlot(String state) implements Slots {
    @Override
    public List<PluginView> candidates() {
      return List.of(
          new PluginView(
              "master", "framework", "run", "b", "1", 1, "", state, Instant.EPOCH, List.of()));
    }

    @Override
    public List<Reason> health() {
      return List.of();
    }

    @Override
    public AutoCloseable watch(Consumer<PluginView> watcher) {
      return () -> {};
    }
  }

  @Test
  void nothingIsServedAtTheRoot() {
    assertEquals(404, calls.get("/").status());
    assertEquals(404, calls.get("/nothing").status());
  }

  /** An endpoint that takes bulk. */
  private record Bulk(String prefix) implements Endpoint {
    @Override
    public HttpReply handle(HttpCall call) throws Exception {
      return HttpReply.json(200, Integer.toString(call.body().readAllBytes().length));
    }

    @Override
    public long bodyLimit() {
      return 20 << 20;
    }

    @Override
    public List<String> types() {
      return List.of("application/octet-stream");
    }
  }

  @Test
  void anEndpointSaysWhatBodiesItTakes() {
    master.serve(new Bulk("bulk"));
    services.endpoints().add(new Bulk("service"));
    String bytes = "application/octet-stream";
    String large = "x".repeat(17 << 20);
    for (String path : List.of("/bulk", "/service")) {
      assertEquals("17825792", calls.call("PUT", path, large, "content-type", bytes).body());
      Said tooLarge = calls.call("PUT", path, large + large, "content-type", bytes);
      assertEquals(413, tooLarge.status());
      assertEquals(415, calls.post(path, "{}").status());
    }
    serve(call -> HttpReply.json(200, "{}"));
    assertEquals(415, calls.call("PUT", "/run", "", "content-type", bytes).status());
  }
}
