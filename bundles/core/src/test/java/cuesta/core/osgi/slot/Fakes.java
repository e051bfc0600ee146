package cuesta.core.osgi.slot;

import cuesta.api.Reason;
import cuesta.api.front.PluginView;
import cuesta.api.plugin.Context;
import cuesta.api.plugin.Plugin;
import cuesta.core.slot.SlotLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A slot of plugins that are programmed by tests. */
final class Fakes implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(20);
  static final SlotLimits LIMITS =
      new SlotLimits(LONG, LONG, Duration.ofSeconds(5), Duration.ofSeconds(5), 3, LONG);

  /** What a test plugin makes. */
  static final class Greeter implements AutoCloseable {
    final String name;
    final Context context;
    final AtomicInteger closed = new AtomicInteger();

    Greeter(String name, Context context) {
      this.name = name;
      this.context = context;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  /** A candidate whose opening is a lambda. */
  static final class Offer implements Candidate<Context, Greeter> {
    final long id;
    final String name;
    final Plugin<Context, Greeter> plugin;
    final AtomicInteger got = new AtomicInteger();

    Offer(long id, String name, Plugin<Context, Greeter> plugin) {
      this.id = id;
      this.name = name;
      this.plugin = plugin;
    }

    @Override
    public long serviceId() {
      return id;
    }

    @Override
    public int ranking() {
      return 0;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public long bundleId() {
      return id;
    }

    @Override
    public String bundle() {
      return "test." + name;
    }

    @Override
    public String version() {
      return "1." + id;
    }

    @Override
    public String file() {
      return "";
    }

    @Override
    public Plugin<Context, Greeter> get() {
      got.incrementAndGet();
      return plugin;
    }

    @Override
    public void unget(Plugin<Context, Greeter> p) {
      got.decrementAndGet();
    }
  }

  private record Config(Opening opening) implements Context {
    @Override
    public String node() {
      return opening.node();
    }

    @Override
    public SortedMap<String, String> config() {
      return opening.config();
    }

    @Override
    public Instant deadline() {
      return opening.deadline();
    }

    @Override
    public void report(Reason reason) {
      opening.report().accept(reason);
    }
  }

  /** Settings by "kind name"; read at each opening. */
  final Map<String, SortedMap<String, String>> configs = new ConcurrentHashMap<>();

  final SlotHost host =
      new SlotHost(
          new LeakWatch(id -> false),
          (kind, name) -> configs.getOrDefault(kind + " " + name, new TreeMap<>()));
  final SlotsService rows = new SlotsService(host.threads, List::of);
  final BlockingQueue<String> flips = new LinkedBlockingQueue<>();
  final BlockingQueue<PluginView> seen = new LinkedBlockingQueue<>();
  final PluginSlot<Context, Greeter> slot;

  Fakes(SlotLimits limits) {
    rows.watch(seen::add);
    slot =
        new PluginSlot<>(
            new SlotSpec("greeter", "", "master", limits, false),
            Config::new,
            (now, row) -> flips.add(now.map(g -> g.name).orElse("nobody")),
            host,
            rows);
  }

  static Offer good(long id, String name) {
    return new Offer(id, name, context -> new Greeter(name, context));
  }

  String flip() throws InterruptedException {
    return flips.poll(20, TimeUnit.SECONDS);
  }

  /** Waits for a row that comes to a state. */
  PluginView until(String name, String state) throws InterruptedException {
    for (PluginView row = next(); row != null; row = next()) {
      if (row.name().equals(name) && row.state().equals(state)) {
        return row;
      }
    }
    throw new AssertionError(name + " never came to be " + state + ": " + rows.candidates());
  }

  private PluginView next() throws InterruptedException {
    return seen.poll(20, TimeUnit.SECONDS);
  }

  List<String> states() {
    return rows.candidates().stream().map(r -> r.name() + " " + r.state()).toList();
  }

  Optional<String> greet() {
    return slot.call("greet", LONG, g -> g.name).answer();
  }

  @Override
  public void close() {
    slot.close();
    host.close();
  }
}
