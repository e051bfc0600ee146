package cuesta.testkit.sim;

import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.blob.Blobs;
import cuesta.api.cluster.ClusterView;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.SchedulerSession;
import cuesta.api.framework.TaskFiles;
import cuesta.api.framework.UpdateView;
import cuesta.core.master.FrameworkEvent;
import cuesta.core.master.MasterEvent;
import cuesta.engine.Engine;
import cuesta.engine.SplitMix;
import cuesta.framework.kit.host.Clockwork;
import cuesta.framework.kit.host.Framework;
import cuesta.framework.kit.host.KitHost;
import cuesta.testkit.guest.Guest;
import cuesta.testkit.guest.Violation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One instance of a framework's bundle, in the process of a master: the shipped {@link KitHost}
 * with the framework's engine, on virtual time. It freezes and dies with its master.
 */
final class SimInstance<S> implements FrameworkContext, Guest.Place, Clockwork, SimSession.Ear {
  private final World world;
  private final String name;
  private final SimMaster master;
  private final Bug bug;
  private final SplitMix random;
  private final KitHost<S> host;
  private final SimSession session;
  private final SimVoice voice;
  private final SimStore store;
  private final Map<String, UpdateView> heard = new TreeMap<>();
  private final ArrayDeque<FrameworkEvent> lane = new ArrayDeque<>();
  private boolean begins;

  SimInstance(World world, SimMaster master, Guest<S> guest, Bug bug, long number) {
    this.world = world;
    this.master = master;
    this.bug = bug;
    random = world.random();
    Framework<S> framework = guest.open(this);
    name = framework.info().name() + "@" + master.name;
    session = new SimSession(world, number, master, master::later, this);
    voice = new SimVoice(session, guest, heard);
    store = new SimStore(world, session, framework.info().name());
    host = new KitHost<>(framework, this, this);
    world.trace(name, "opens");
    master.subscribe(
        session,
        new MasterEvent.Subscribed(
            number,
            Principal.of(framework.info().name()),
            Optional.empty(),
            framework.info(),
            true));
  }

  @Override
  public boolean offer(cuesta.framework.kit.FrameworkEvent event) {
    return master.isAlive() && host.offer(event);
  }

  /** The bundle is stopped; its session may have been taken over already. */
  void close() {
    world.trace(name, "closes");
    host.close();
    session.close();
  }

  // ---- its lane

  @Override
  public void hears(FrameworkEvent event) {
    lane.add(event);
    work();
  }

  @Override
  public void masterDied() {
    session.end();
  }

  private void work() {
    while (!begins && !lane.isEmpty()) {
      deliver(lane.poll());
    }
  }

  private void deliver(FrameworkEvent event) {
    switch (event) {
      case FrameworkEvent.Subscribed e -> {
        begins = true;
        host.begin(e.id(), e.again())
            .whenComplete(
                (done, failure) -> {
                  begins = false;
                  master.later(0, this::work);
                });
      }
      case FrameworkEvent.Disconnected e -> {
        session.end();
        host.disconnected(e.why());
      }
      case FrameworkEvent.Offers e -> host.offers(List.copyOf(e.offers()));
      case FrameworkEvent.Rescinded e -> host.rescinded(e.offer(), e.why());
      case FrameworkEvent.Updated e -> {
        e.update().id().ifPresent(id -> heard.put(id.toString(), e.update()));
        host.update(e.update());
      }
      case FrameworkEvent.AgentLost e -> host.lost(e.agent(), e.why());
    }
  }

  // ---- its context

  @Override
  public SchedulerSession session() {
    return voice;
  }

  @Override
  public FrameworkStore store() {
    return store;
  }

  /** What a task prints is its id, and all that it leaves behind; if its agent can be asked. */
  @Override
  public TaskFiles files() {
    return new SimFiles(random, master::later);
  }

  @Override
  public Blobs blobs() {
    throw new UnsupportedOperationException("no framework reads blobs in its engine");
  }

  @Override
  public ClusterView view() {
    return master.runner.committed();
  }

  @Override
  public String node() {
    return "master";
  }

  @Override
  public SortedMap<String, String> config() {
    return Collections.emptySortedMap();
  }

  @Override
  public Instant deadline() {
    return Instant.MAX;
  }

  @Override
  public void report(Reason why) {
    world.trace(name, "reports " + why);
    if (why.code().equals(Reasons.INTERNAL) || why.code().equals(Reasons.DATA_CORRUPT)) {
      world.fail(new Violation(name + " reports " + why));
    }
  }

  // ---- its clockwork

  @Override
  public <T> Loop<T> loop(
      String loopName,
      Engine<T, cuesta.framework.kit.FrameworkEvent> engine,
      T initial,
      cuesta.engine.loop.World outside) {
    Engine<T, cuesta.framework.kit.FrameworkEvent> planted =
        bug.guest(engine, effect -> master.later(0, () -> outside.perform(effect)));
    return new SimLoop<>(world, name, master::later, master.ahead, planted, initial, outside);
  }

  @Override
  public void aside(Runnable task) {
    master.later(random.below(300) * 1_000L, task);
  }

  @Override
  public void after(long millis, Runnable task) {
    master.later(millis * World.MILLI, task);
  }
}
