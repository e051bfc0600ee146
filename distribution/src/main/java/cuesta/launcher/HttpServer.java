package cuesta.launcher;

import java.util.Map;
import java.util.TreeMap;

/** The one HTTP server of a process; without this configuration Jetty does not start at all. */
final class HttpServer {
  /**
   * How many requests may be under way: they run on virtual threads, and each stream of a task's
   * output and each long poll is one for as long as its task runs.
   */
  private static final int REQUESTS = 10_000;

  private HttpServer() {}

  /**
   * Makes the server listen.
   *
   * @param port 0 for any free one; the real one is in {@code osgi.http.endpoint} of the service
   *     {@code HttpServiceRuntime}
   */
  static Configuration listen(String host, int port) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("org.apache.felix.http.host", host);
    properties.put("org.osgi.service.http.port", port);
    properties.put("org.apache.felix.http.jetty.virtualthreads.enable", true);
    properties.put("org.apache.felix.http.jetty.threadpool.max", REQUESTS);
    properties.put("org.apache.felix.http.jetty.acceptors", 1);
    properties.put("org.apache.felix.http.jetty.selectors", 1);
    properties.put("org.apache.felix.http.jetty.sendServerHeader", false);
    return Configuration.of("org.apache.felix.http", properties);
  }
}
