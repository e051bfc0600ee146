package cuesta.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.admin.resource.Services;
import cuesta.api.http.Endpoint;
import cuesta.api.http.HttpCall;
import cuesta.api.http.HttpReply;
import cuesta.contracts.allocator.views.FakeCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The door behind the Jetty that is shipped, on a real socket, set up as the launcher does. */
@Timeout(60)
class DoorServletTest {
  /** As many streams as would use up the server's threads several times over. */
  private static final int STREAMS = 60;

  private Site site;
  private Services services;
  private FakeMaster master;
  private int port;

  @BeforeEach
  void start() throws Exception {
    site = new Site();
    services = site.services;
    master = site.master;
    port = site.port;
  }

  @AfterEach
  void stop() throws Exception {
    site.stop();
  }

  private HttpURLConnection call(String path) throws IOException {
    HttpURLConnection call =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    call.setRequestProperty("Authorization", "Bearer " + Calls.KEY);
    call.setInstanceFollowRedirects(false);
    return call;
  }

  private static String body(HttpURLConnection call) throws IOException {
    return new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void answersCarryTheirGuards() throws IOException {
    HttpURLConnection call = call("/health");
    assertEquals(200, call.getResponseCode());
    assertEquals("nosniff", call.getHeaderField("X-Content-Type-Options"));
    assertEquals("application/json", call.getHeaderField("Content-Type"));
    assertTrue(body(call).startsWith("{\"leading\":true"));
    call.getHeaderFields().keySet().forEach(name -> assertFalse(("" + name).startsWith("Access-")));
  }

  @Test
  void aRebindingPageIsRefused() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String request = "GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(reply.startsWith("HTTP/1.1 403 "), reply);
      assertTrue(reply.contains("\"subject\":\"Host\""), reply);
    }
  }

  @Test
  void nodesWithParenthesesAndRedirectsTravelWhole() throws IOException {
    master.leads(false, "10.0.0.9", 5050);
    HttpURLConnection call = call("/tasks?id=a%26b");
    assertEquals(307, call.getResponseCode());
    assertEquals("http://10.0.0.9:5050/tasks?id=a%26b", call.getHeaderField("Location"));
    assertEquals(404, call("/slave(1)/state").getResponseCode() == 307 ? 404 : 0);
  }

  @Test
  void manyStreamsHoldNoThreadsOfTheServer() throws Exception {
    master.show(FakeCluster.EMPTY.withEvents(1));
    List<BufferedReader> readers = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      HttpURLConnection call = call("/events?follow=true");
      assertEquals("application/x-ndjson", call.getHeaderField("Content-Type"));
      readers.add(new BufferedReader(new InputStreamReader(call.getInputStream())));
      assertTrue(readers.getLast().readLine().startsWith("{\"number\":1,"));
    }
    assertEquals(STREAMS, master.watchers());
    assertEquals(200, call("/health").getResponseCode());

    master.show(FakeCluster.EMPTY.withEvents(3));
    for (BufferedReader reader : readers) {
      assertTrue(reader.readLine().startsWith("{\"number\":2,"));
      assertTrue(reader.readLine().startsWith("{\"number\":3,"));
    }
    master.endWatches();
    for (BufferedReader reader : readers) {
      assertNull(reader.readLine());
    }
  }

  @Test
  void whoHangsUpIsNotWatchedForLong() throws Exception {
    master.show(FakeCluster.EMPTY.withEvents(1));
    HttpURLConnection call = call("/events?follow=true");
    assertEquals('{', call.getInputStream().read());
    call.disconnect();
    for (int events = 2; master.watchers() > 0; events++) {
      master.show(FakeCluster.EMPTY.withEvents(Math.min(events, 1_000)));
      Thread.yield();
    }
  }

  @Test
  void callsRunOnVirtualThreads() throws IOException {
    services.endpoints().add(new ThreadEndpoint());
    assertEquals("v", body(call("/thread")));
  }

  private record ThreadEndpoint() implements Endpoint {
    @Override
    public String prefix() {
      return "thread";
    }

    /** The body is read by the thread of the connection, on which the servlet runs. */
    @Override
    public HttpReply handle(HttpCall call) {
      return new HttpReply(200, Collections.emptySortedMap(), new ThreadBody());
    }
  }

  private static final class ThreadBody extends InputStream {
    private boolean told;

    @Override
    public int read() {
      int kind = told ? -1 : Thread.currentThread().isVirtual() ? 'v' : 'p';
      told = true;
      return kind;
    }
  }
}
