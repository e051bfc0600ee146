package cuesta.core.edge.link;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.ha.Detector;
import cuesta.api.ha.LeaderInfo;
import cuesta.core.edge.master.AgentLink;
import cuesta.core.message.FromMaster;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.ToAgent;
import cuesta.core.message.ToMaster;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Both ends of links, over loopback; each remembers what it was told. */
final class Ends {
  static final String KEY = "00ff00ff";

  /** Short enough to wait for, long enough for a busy machine. */
  static final LinkLimits SHORT =
      new LinkLimits(
          Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofSeconds(10), 10_000, 1 << 20);

  private final List<AutoCloseable> open = new ArrayList<>();

  /** The master's end: numbers streams, and hands out the links. */
  static final class Masters implements AgentStreams {
    final Heard heard = new Heard();
    final Map<Long, AgentLink> links = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    @Override
    public long opened(AgentLink link) {
      long number = numbers.incrementAndGet();
      links.put(number, link);
      heard.add("opened", number, "");
      return number;
    }

    @Override
    public void said(long stream, ToMaster message) {
      heard.add("said", stream, message);
    }

    @Override
    public void broken(long stream) {
      heard.add("broken", stream, "");
    }
  }

  /** The agent's end. */
  static final class Agents implements LinkClient.Listener {
    final Heard heard = new Heard();

    @Override
    public void opened(long stream) {
      heard.add("opened", stream, "");
    }

    @Override
    public void said(long stream, FromMaster message) {
      heard.add("said", stream, message);
    }

    @Override
    public void broken(long stream, Reason why) {
      heard.add("broken", stream, why);
    }
  }

  /** Knows whatever the test says. */
  static final class Leaders implements Detector {
    private final List<Consumer<Optional<LeaderInfo>>> followers = new ArrayList<>();
    private Optional<LeaderInfo> leader = Optional.empty();

    synchronized void lead(Optional<LeaderInfo> now) {
      leader = now;
      followers.forEach(follower -> follower.accept(now));
    }

    @Override
    public synchronized AutoCloseable detect(Consumer<Optional<LeaderInfo>> changes) {
      followers.add(changes);
      changes.accept(leader);
      return () -> {};
    }
  }

  LinkServer server(int port, LinkLimits limits, AgentStreams streams) throws IOException {
    LinkServer server = new LinkServer("127.0.0.1", port, KEY, limits, streams);
    open.addFirst(server);
    return server;
  }

  LinkClient client(Leaders leaders, LinkLimits limits, LinkClient.Listener listener) {
    LinkClient client = new LinkClient(leaders, KEY, limits, listener, () -> {});
    open.addFirst(client);
    client.start();
    return client;
  }

  RawClient raw(int port, String key) {
    RawClient raw = new RawClient(port, key);
    open.addFirst(raw);
    return raw;
  }

  static Optional<LeaderInfo> leader(long term, int linkPort) {
    return Optional.of(new LeaderInfo("m" + term, term, "127.0.0.1", 5050, linkPort, "0.1.0"));
  }

  static ToMaster update(int number) {
    StatusUpdate update =
        new StatusUpdate(
            Optional.empty(),
            new TaskId("t-" + number),
            Optional.of(new AgentId("a-S0")),
            Optional.empty(),
            TaskState.RUNNING,
            Optional.empty(),
            OptionalInt.empty(),
            Instant.EPOCH);
    return new ToMaster.Update(new FrameworkId("f-0000"), update, TaskState.RUNNING);
  }

  static FromMaster kill(int number) {
    return new FromMaster(
        7, 3, new ToAgent.KillTask(new FrameworkId("f-0000"), new TaskId("t-" + number), 3_000));
  }

  /** A message of some 8 KiB. */
  static FromMaster large() {
    String text = "x".repeat(Reason.MAX_TEXT);
    return new FromMaster(7, 3, new ToAgent.Refuse(1, new Reason("X", text, text, text), false));
  }

  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }
}
