package cuesta.core.osgi;

import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.blob.BlobService;
import cuesta.api.blob.Blobs;
import cuesta.api.cluster.ClusterView;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.Scheduler;
import cuesta.api.framework.SchedulerSession;
import cuesta.api.framework.TaskFiles;
import cuesta.api.http.Endpoint;
import cuesta.api.plugin.Plugin;
import cuesta.core.edge.master.BlobsOf;
import cuesta.core.edge.master.MasterNode;
import cuesta.core.edge.master.SandboxReader;
import cuesta.core.osgi.slot.Candidate;
import cuesta.core.osgi.slot.Opening;
import cuesta.core.osgi.slot.PluginSlot;
import cuesta.core.osgi.slot.SlotGroup;
import cuesta.core.osgi.slot.SlotHost;
import cuesta.core.osgi.slot.SlotSpec;
import cuesta.core.osgi.slot.SlotsService;
import cuesta.core.slot.SlotLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * The framework slots of a master, one for each name. They are paused unless the master leads. A
 * flip is a fail-over of the framework: the new instance subscribes under the same name, and the
 * master ends the former one's session.
 */
final class FrameworkSlots implements MasterNode.FrameworkDoor, AutoCloseable {
  private static final Duration EXPLANATION = Duration.ofMillis(500);

  private final SlotGroup<FrameworkContext, Scheduler> slots;
  private final Supplier<MasterNode> master;
  private final SandboxReader reader;
  private final Supplier<Optional<BlobService>> blobs;
  private final Map<Scheduler, Long> opened = new ConcurrentHashMap<>();
  private final Map<String, Current> current = new ConcurrentSkipListMap<>();
  private volatile boolean leading;

  private record Current(Scheduler scheduler, long session, Optional<Endpoint> endpoint) {}

  FrameworkSlots(
      Supplier<MasterNode> master,
      SandboxReader reader,
      Supplier<Optional<BlobService>> blobs,
      SlotHost host,
      SlotsService rows) {
    this.master = master;
    this.reader = reader;
    this.blobs = blobs;
    slots =
        new SlotGroup<>(
            name ->
                new PluginSlot<>(
                    new SlotSpec("framework", name, "master", SlotLimits.DEFAULT, !leading),
                    this::context,
                    (now, row) -> flipped(name, now),
                    host,
                    rows));
  }

  void offered(Candidate<FrameworkContext, Scheduler> candidate) {
    slots.offered(new Remembering(candidate));
  }

  void withdrawn(long serviceId) {
    slots.withdrawn(serviceId);
  }

  private FrameworkContext context(Opening opening) {
    long session = master.get().sessions().reserve();
    return new Context(
        opening,
        session,
        master.get().voice(session),
        master.get().store(session, opening.plugin()),
        master.get().files(opening.plugin(), reader),
        new BlobsOf(opening.plugin(), blobs),
        master.get());
  }

  private void flipped(String name, Optional<Scheduler> now) {
    Current before = current.get(name);
    if (now.isPresent()) {
      Scheduler scheduler = now.get();
      Long session = opened.get(scheduler);
      current.put(name, new Current(scheduler, session, scheduler.endpoint()));
      master
          .get()
          .sessions()
          .subscribe(
              session,
              Principal.of(name),
              Optional.empty(),
              named(scheduler, name),
              true,
              scheduler);
    } else {
      current.remove(name);
    }
    if (before != null) {
      opened.remove(before.scheduler());
      if (now.isEmpty()) {
        master.get().sessions().close(before.session());
      }
    }
  }

  /** A framework's id and store are kept by the name of its plugin, whatever it calls itself. */
  private static FrameworkInfo named(Scheduler scheduler, String name) {
    FrameworkInfo info = scheduler.info();
    return new FrameworkInfo(
        name, info.roles(), info.user(), info.failoverTimeout(), info.capabilities());
  }

  @Override
  public void leading(boolean leads) {
    leading = leads;
    if (leads) {
      slots.resume();
    } else {
      slots.pause();
    }
  }

  @Override
  public List<Reason> explain(TaskId task) {
    List<Reason> reasons = new ArrayList<>();
    for (String name : current.keySet()) {
      slots
          .slot(name)
          .<List<Reason>>callHere("explain", EXPLANATION, scheduler -> scheduler.explain(task))
          .answer()
          .ifPresent(reasons::addAll);
    }
    return reasons;
  }

  @Override
  public Optional<Endpoint> endpoint(String prefix) {
    return current.values().stream()
        .map(Current::endpoint)
        .flatMap(Optional::stream)
        .filter(endpoint -> endpoint.prefix().equals(prefix))
        .findFirst();
  }

  @Override
  public void close() {
    slots.close();
  }

  /** Remembers which session an instance was opened with. */
  private final class Remembering implements Candidate<FrameworkContext, Scheduler> {
    private final Candidate<FrameworkContext, Scheduler> candidate;
    private final Map<Plugin<FrameworkContext, Scheduler>, Plugin<FrameworkContext, Scheduler>>
        real = new ConcurrentHashMap<>();

    Remembering(Candidate<FrameworkContext, Scheduler> candidate) {
      this.candidate = candidate;
    }

    @Override
    public long serviceId() {
      return candidate.serviceId();
    }

    @Override
    public int ranking() {
      return candidate.ranking();
    }

    @Override
    public String name() {
      return candidate.name();
    }

    @Override
    public long bundleId() {
      return candidate.bundleId();
    }

    @Override
    public String bundle() {
      return candidate.bundle();
    }

    @Override
    public String version() {
      return candidate.version();
    }

    @Override
    public String file() {
      return candidate.file();
    }

    @Override
    public Plugin<FrameworkContext, Scheduler> get() {
      Plugin<FrameworkContext, Scheduler> plugin = candidate.get();
      if (plugin == null) {
        return null;
      }
      Plugin<FrameworkContext, Scheduler> remembering =
          context -> {
            Scheduler scheduler = plugin.open(context);
            opened.put(scheduler, ((Context) context).number());
            return scheduler;
          };
      real.put(remembering, plugin);
      return remembering;
    }

    @Override
    public void unget(Plugin<FrameworkContext, Scheduler> plugin) {
      candidate.unget(real.remove(plugin));
    }
  }

  private record Context(
      Opening opening,
      long number,
      SchedulerSession session,
      FrameworkStore store,
      TaskFiles files,
      Blobs blobs,
      MasterNode master)
      implements OpeningContext, FrameworkContext {
    @Override
    public ClusterView view() {
      return master.view();
    }
  }
}
