package cuesta.contracts.framework.fakes;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.resources.Resources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The agents of a {@link ScriptedMaster} and what is offered of them. */
final class Machines {
  private static final class Machine {
    final Resources total;
    Resources free;
    boolean away;
    boolean refused;

    Machine(Resources total) {
      this.total = total;
      free = total;
    }
  }

  private final TreeMap<AgentId, Machine> machines = new TreeMap<>();
  private final TreeMap<OfferId, FakeOffer> offers = new TreeMap<>();

  void add(AgentId agent, Resources total) {
    machines.put(agent, new Machine(total));
  }

  /** Everything that is free of everybody who is here and was not refused. */
  List<FakeOffer> offer(FrameworkId framework, RoleId role, Supplier<OfferId> ids) {
    List<FakeOffer> made = new ArrayList<>();
    machines.forEach(
        (agent, machine) -> {
          if (!machine.away && !machine.refused && !machine.free.isEmpty()) {
            FakeOffer offer =
                new FakeOffer(
                    ids.get(), framework, role, agent, machine.free, Collections.emptySortedMap());
            machine.free = Resources.NONE;
            offers.put(offer.id(), offer);
            made.add(offer);
          }
        });
    return made;
  }

  List<OfferId> offered() {
    return List.copyOf(offers.keySet());
  }

  /** Null if there is no such offer. */
  FakeOffer take(OfferId id) {
    return offers.remove(id);
  }

  boolean giveBack(OfferId id) {
    FakeOffer offer = offers.remove(id);
    if (offer != null) {
      give(offer.agent(), offer.resources());
    }
    return offer != null;
  }

  void refuse(OfferId id, boolean filtered) {
    FakeOffer offer = offers.get(id);
    if (giveBack(id)) {
      machines.get(offer.agent()).refused = filtered;
    }
  }

  /** More is free than before, so that no filter holds. */
  void give(AgentId agent, Resources resources) {
    Machine machine = machines.get(agent);
    machine.free = machine.free.plus(resources);
    machine.refused = false;
  }

  void forgetFilters() {
    machines.values().forEach(machine -> machine.refused = false);
  }

  boolean isAway(AgentId agent) {
    return machines.get(agent).away;
  }

  /** False if it is so already. */
  boolean becomes(AgentId agent, boolean away) {
    Machine machine = machines.get(agent);
    boolean news = machine.away != away;
    machine.away = away;
    return news;
  }

  /** Another one takes its place, with nothing on it. */
  void replace(AgentId agent) {
    Resources total = machines.get(agent).total;
    machines.put(agent, new Machine(total));
    // What is offered of the old one is taken back with it, or it would be given to the new one.
    offers.values().removeIf(offer -> offer.agent().equals(agent));
  }
}
