package cuesta.core.edge.balancer;

import com.google.gson.stream.JsonWriter;
import cuesta.api.balancer.BalancerStats;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What the leader is told with each question for routes.
 *
 * @param version of the table that new requests go by; empty if there is none
 * @param address where the port is, {@code host:port}
 * @param sums what was done
 */
record Report(String version, String address, Tally.Sums sums) {
  byte[] json() {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("version").value(version);
      json.name("address").value(address);
      json.name("connections").value(sums.connections());
      json.name("open").beginObject();
      for (Map.Entry<String, Integer> open : sums.open().entrySet()) {
        json.name(open.getKey()).value(open.getValue());
      }
      json.endObject();
      json.name("apps").beginObject();
      for (Map.Entry<String, BalancerStats.App> app : sums.apps().entrySet()) {
        json.name(app.getKey());
        write(json, app.getValue());
      }
      json.endObject();
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonWriter json, BalancerStats.App app) throws IOException {
    json.beginObject();
    json.name("requests").value(app.requests());
    json.name("classes");
    write(json, app.classes());
    json.name("failures").value(app.failures());
    json.name("retries").value(app.retries());
    json.name("latencies");
    write(json, app.latencies());
    json.name("latency-micros").value(app.latencyMicros());
    json.endObject();
  }

  private static void write(JsonWriter json, List<Long> numbers) throws IOException {
    json.beginArray();
    for (long number : numbers) {
      json.value(number);
    }
    json.endArray();
  }
}
