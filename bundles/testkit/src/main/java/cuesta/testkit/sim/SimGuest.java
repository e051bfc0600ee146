package cuesta.testkit.sim;

import cuesta.api.TaskId;
import cuesta.api.framework.FrameworkStore;
import cuesta.core.master.RegistryChange;
import cuesta.engine.Change;
import cuesta.engine.SplitMix;
import cuesta.framework.kit.StoreCodec;
import cuesta.testkit.guest.Guest;
import cuesta.testkit.guest.Violation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A guest with its instances: one in each process that believes to lead. Its bundle is swapped and
 * taken away; its clients find whoever they believe to lead.
 */
final class SimGuest<S> implements SimJournal.Watcher, Starts.Watcher {
  /** Sessions of guests are told from those of other frameworks by their numbers. */
  private static final long FIRST_SESSION = 1_000_000_000_000L;

  private final World world;
  private final SplitMix random;
  private final Guest<S> guest;
  private final Bug bug;
  private final Supplier<SimMaster> leader;
  private final Map<SimMaster, SimInstance<S>> instances = new TreeMap<>(SimMaster.BY_BIRTH);
  private final String name;
  private final StoreCodec codec;
  private long sessions;

  SimGuest(World world, Guest<S> guest, Bug bug, Supplier<SimMaster> leader, int number) {
    this.world = world;
    this.guest = guest;
    this.bug = bug;
    this.leader = leader;
    random = world.random();
    sessions = FIRST_SESSION * (number + 1);
    name = guest.name();
    codec = guest.codec();
    world.schedule(World.SECOND, this::clients);
  }

  @Override
  public void stored(String framework, RegistryChange.StoreWritten written) {
    if (framework.equals(name)) {
      written.removed().forEach(guest::removed);
      for (FrameworkStore.Entry entry : written.written()) {
        if (!entry.key().startsWith(StoreCodec.OWN)) {
          guest.kept(entry.key(), read(entry));
        }
      }
      guest.written();
    }
  }

  private Change read(FrameworkStore.Entry entry) {
    try {
      return codec.read(entry);
    } catch (IOException e) {
      throw new Violation(name + " wrote what it cannot read", e);
    }
  }

  @Override
  public void started(TaskId task) {
    guest.started(task);
  }

  @Override
  public void ended(TaskId task, OptionalInt exit) {
    guest.ended(task, exit);
  }

  @Override
  public void ready(TaskId task, boolean isReady) {
    guest.ready(task, isReady);
  }

  @Override
  public void lost(TaskId task) {
    guest.lost(task);
  }

  /** A master leads, or does not any more. */
  void leads(SimMaster master, boolean leads) {
    if (leads) {
      master.later(random.below(20) * World.MILLI, () -> reopen(master));
    } else {
      close(master);
    }
  }

  private void reopen(SimMaster master) {
    if (master.believesItLeads()) {
      close(master);
      open(master);
    }
  }

  private void open(SimMaster master) {
    instances.put(master, new SimInstance<>(world, master, guest, bug, ++sessions));
  }

  private void close(SimMaster master) {
    SimInstance<S> last = instances.remove(master);
    if (last != null) {
      last.close();
    }
  }

  /** The bundle is swapped: the successor subscribes while its predecessor still works. */
  void swap() {
    for (SimMaster master : List.copyOf(instances.keySet())) {
      master.later(
          0,
          () -> {
            SimInstance<S> before = instances.get(master);
            if (before == null || !master.believesItLeads()) {
              return;
            }
            open(master);
            master.later(random.below(200) * World.MILLI, before::close);
          });
    }
  }

  /** The bundle is taken away, and dropped back after a while. */
  void takeAway() {
    for (SimMaster master : List.copyOf(instances.keySet())) {
      master.later(0, () -> close(master));
      master.later(random.below(15_000) * World.MILLI, () -> reopen(master));
    }
  }

  private void clients() {
    SimMaster found = leader.get();
    SimInstance<S> door = found == null ? null : instances.get(found);
    guest.act(
        event -> door != null && door.offer(event),
        world.tick(random).wall(),
        random,
        world.isFaulty());
    world.schedule(50 * World.MILLI + random.below(500) * World.MILLI, this::clients);
  }

  Optional<String> unsettled() {
    return guest.unsettled();
  }

  String summary() {
    return name + ": " + guest.summary() + ", " + instances() + " instances";
  }

  private long instances() {
    return sessions % FIRST_SESSION;
  }
}
