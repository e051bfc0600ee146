package cuesta.framework.webapp;

import cuesta.api.balancer.BalancerStats;
import cuesta.api.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What load balancers counted, in the text format 0.0.4 of Prometheus. Names of applications hold
 * nothing that would have to be escaped there.
 */
final class Metrics {
  private static final double MILLIS = 1_000.0;
  private static final double MICROS = 1_000_000.0;

  private Metrics() {}

  static HttpReply reply(Map<String, Traffic> sums) {
    StringBuilder text = new StringBuilder();
    head(text, "cuesta_app_requests_total", "counter", "Answered requests, by class of status.");
    sums.forEach(
        (app, one) -> {
          for (int i = 0; i < one.classes().size(); i++) {
            String labels = "app=\"" + app + "\",status=\"" + (i + 1) + "xx\"";
            line(text, "cuesta_app_requests_total", labels, one.classes().get(i));
          }
        });
    counter(text, sums, "cuesta_app_failures_total", "Answers of no instance.", Traffic::failures);
    counter(text, sums, "cuesta_app_retries_total", "Tries on another one.", Traffic::retries);
    String latency = "cuesta_app_latency_seconds";
    head(text, latency, "histogram", "Time to the first byte of the answer.");
    sums.forEach((app, one) -> histogram(text, latency, app, one));
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return new HttpReply(200, headers, new ByteArrayInputStream(bytes));
  }

  private static void counter(
      StringBuilder text,
      Map<String, Traffic> sums,
      String name,
      String help,
      ToLongFunction<Traffic> value) {
    head(text, name, "counter", help);
    sums.forEach((app, one) -> line(text, name, "app=\"" + app + "\"", value.applyAsLong(one)));
  }

  private static void histogram(StringBuilder text, String name, String app, Traffic traffic) {
    List<Integer> bounds = BalancerStats.LATENCY_BOUNDS;
    long sum = 0;
    for (int i = 0; i < traffic.latencies().size(); i++) {
      sum += traffic.latencies().get(i);
      String bound = i < bounds.size() ? Double.toString(bounds.get(i) / MILLIS) : "+Inf";
      line(text, name + "_bucket", "app=\"" + app + "\",le=\"" + bound + "\"", sum);
    }
    line(text, name + "_sum", "app=\"" + app + "\"", traffic.latencyMicros() / MICROS);
    line(text, name + "_count", "app=\"" + app + "\"", sum);
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void line(StringBuilder text, String name, String labels, Number value) {
    text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
  }
}
