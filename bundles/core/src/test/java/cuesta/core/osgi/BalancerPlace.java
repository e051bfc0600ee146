package cuesta.core.osgi;

import static org.junit.jupiter.api.Assertions.assertThrows;

import cuesta.api.balancer.Balancer;
import cuesta.api.balancer.BalancerPlugin;
import cuesta.api.front.PluginView;
import cuesta.api.ha.Detector;
import cuesta.core.edge.balancer.Port;
import cuesta.core.edge.balancer.RouteFeed;
import cuesta.core.edge.balancer.Tables;
import cuesta.core.edge.balancer.Tally;
import cuesta.core.osgi.slot.LeakWatch;
import cuesta.core.osgi.slot.PluginConfig;
import cuesta.core.osgi.slot.SlotHost;
import cuesta.core.osgi.slot.SlotsService;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What {@link BalancerComponent} puts together, without OSGi. */
final class BalancerPlace implements AutoCloseable {
  static final String KEY = "secret";
  static final String ID = "b-1";
  private static final int LIMIT_MS = 20_000;

  final BlockingQueue<Answerer> opened = new LinkedBlockingQueue<>();
  final Tables tables = new Tables();
  final Tally tally = new Tally(tables);
  final BalancerSlot slot;
  final Port port;
  private final RouteFeed feed;
  private final BlockingQueue<PluginView> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<Optional<String>> flips = new LinkedBlockingQueue<>();
  private final ExecutorService tellers = Executors.newVirtualThreadPerTaskExecutor();
  private final SlotHost host = new SlotHost(new LeakWatch(id -> false), PluginConfig.NONE);

  BalancerPlace(Detector detector) throws IOException {
    SlotsService rows = new SlotsService(tellers, List::of);
    rows.watch(seen::add);
    slot = new BalancerSlot("balancer", "proxy", tables, tally, this::flipped, host, rows);
    port = new Port("127.0.0.1", 0, slot);
    feed = new RouteFeed(ID, KEY, "127.0.0.1:80", tables, tally, slot, () -> {});
    feed.start(detector);
  }

  /** Nobody leads. */
  static BalancerPlace alone() throws IOException {
    return new BalancerPlace(
        changes -> {
          changes.accept(Optional.empty());
          return () -> {};
        });
  }

  private void flipped(Optional<Balancer> now, Optional<PluginView> row) {
    feed.flipped(now.isPresent());
    port.flipped(now.isPresent());
    flips.add(row.map(PluginView::version));
  }

  /** Offers a balancer; the later one is the better. */
  void offer(long id, BalancerPlugin plugin) {
    slot.offered(new BalancerOffer(id, "1." + id, plugin));
  }

  /** Offers a good one, and returns it when connections go to it. */
  Answerer answerer(long id) throws InterruptedException {
    offer(
        id,
        context -> {
          Answerer made = new Answerer("p" + id, context);
          opened.add(made);
          return made;
        });
    awaitFlip(Optional.of("1." + id));
    return opened.poll(LIMIT_MS, TimeUnit.MILLISECONDS);
  }

  void awaitFlip(Optional<String> version) throws InterruptedException {
    Optional<String> flip = flips.poll(LIMIT_MS, TimeUnit.MILLISECONDS);
    while (flip != null && !flip.equals(version)) {
      flip = flips.poll(LIMIT_MS, TimeUnit.MILLISECONDS);
    }
    if (flip == null) {
      throw new AssertionError("never flipped to " + version);
    }
  }

  PluginView await(String state) throws InterruptedException {
    PluginView row = seen.poll(LIMIT_MS, TimeUnit.MILLISECONDS);
    while (row != null && !row.state().equals(state)) {
      row = seen.poll(LIMIT_MS, TimeUnit.MILLISECONDS);
    }
    if (row == null) {
      throw new AssertionError("nobody came to be " + state);
    }
    return row;
  }

  /** A connection with a request on it. */
  Socket request(String path) throws IOException {
    Socket socket = new Socket("127.0.0.1", port.address().getPort());
    socket.setSoTimeout(LIMIT_MS);
    String request = "GET " + path + " HTTP/1.0\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** The body of the answer. */
  static String answer(Socket socket) throws IOException {
    try (socket) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      int body = all.indexOf("\r\n\r\n");
      if (body < 0) {
        throw new IOException("no answer: '" + all + "'");
      }
      return all.substring(body + 4);
    }
  }

  /** Asks, and is turned away: with the end of the connection, or a reset as it was not read. */
  void assertDropped() {
    assertThrows(IOException.class, () -> get("/"));
  }

  String get(String path) throws IOException {
    return answer(request(path));
  }

  @Override
  public void close() throws IOException {
    port.close();
    slot.close();
    feed.close();
    host.close();
    tellers.shutdown();
  }
}
