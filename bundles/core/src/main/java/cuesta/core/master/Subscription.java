package cuesta.core.master;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.core.message.ToAgent;
import cuesta.engine.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Frameworks that come, go, come back and stay away. */
final class Subscription {
  private Subscription() {}

  static void subscribe(Turn turn, MasterEvent.Subscribed event) {
    Optional<FrameworkId> known = event.id().isPresent() ? event.id() : byName(turn, event);
    Optional<Reason> refusal = known.flatMap(id -> refusal(turn, event, id));
    if (refusal.isPresent()) {
      turn.emit(
          new MasterEffect.SendFramework(
              event.session(), new FrameworkEvent.Disconnected(refusal.get())));
      return;
    }
    FrameworkId id = known.orElseGet(() -> mint(turn));
    FrameworkEntry before = turn.state().frameworkTable().get(id);
    var registered =
        new RegistryChange.FrameworkRegistered(
            id, event.info(), event.principal(), event.inProcess());
    if (before != null) {
      leave(turn, before, Reason.of(Reasons.SESSION_OVER, id.value(), "a newer session took over"));
    }
    // One that takes over may do so before the first registration is durable: it is written again.
    if (isNews(turn, registered) || before != null && before.connected()) {
      turn.record(registered);
    }
    enter(turn, event, id);
    turn.tell(
        turn.state().frameworkTable().get(id), new FrameworkEvent.Subscribed(id, before != null));
    turn.disarm("failover:" + id);
    turn.note("framework.subscribed", id.value(), event.info().name(), Optional.empty());
    turn.wantAllocation();
  }

  /** Why somebody may not go on as this framework, if so. */
  private static Optional<Reason> refusal(Turn turn, MasterEvent.Subscribed event, FrameworkId id) {
    Registry registry = turn.state().registry();
    if (registry.removed().has(id)) {
      return Optional.of(
          Reason.of(
              Reasons.FRAMEWORK_REMOVED,
              id.value(),
              "it was removed, or did not come back within its fail-over timeout",
              "subscribe without an id"));
    }
    Registry.Known owner = registry.frameworks().get(id);
    if (owner == null || owner.inProcess() && event.inProcess()) {
      return Optional.empty(); // one of ours was found by its plugin's name, which is its own
    }
    String mine = owner.principal().name();
    String theirs = event.principal().name();
    if (owner.inProcess() != event.inProcess() || !mine.equals(theirs)) {
      String whose = owner.inProcess() ? "the plugin '" : "the principal '";
      return Optional.of(
          Reason.of(
              Reasons.FORBIDDEN,
              id.value(),
              "the framework id belongs to " + whose + mine + "', not to '" + theirs + "'",
              "subscribe as its owner, or without an id"));
    }
    return Optional.empty();
  }

  private static boolean isNews(Turn turn, RegistryChange.FrameworkRegistered registered) {
    Registry.Known before = turn.state().registry().frameworks().get(registered.id());
    Registry.Known after =
        new Registry.Known(
            registered.info(), registered.principal(), registered.inProcess(), Optional.empty());
    return !after.equals(before);
  }

  private static void enter(Turn turn, MasterEvent.Subscribed event, FrameworkId id) {
    FrameworkEntry before = turn.state().frameworkTable().get(id);
    FrameworkEntry base =
        before != null
            ? before
            : FrameworkEntry.of(
                id, turn.state().registry().frameworks().get(id), turn.tick().wall());
    FrameworkEntry framework =
        base.subscribed(event.session(), event.info(), event.principal(), turn.tick().wall());
    turn.become(With.framework(turn.state(), framework));
    turn.become(With.sessions(turn.state(), turn.state().sessions().with(event.session(), id)));
  }

  /**
   * An in-process framework is found again by its name, so that a rebuilt bundle is the same
   * framework.
   */
  private static Optional<FrameworkId> byName(Turn turn, MasterEvent.Subscribed event) {
    if (event.inProcess()) {
      for (Map.Entry<FrameworkId, Registry.Known> known : turn.state().registry().frameworks()) {
        if (known.getValue().inProcess()
            && known.getValue().info().name().equals(event.info().name())) {
          return Optional.of(known.getKey());
        }
      }
    }
    return Optional.empty();
  }

  private static FrameworkId mint(Turn turn) {
    MasterState.Lead lead = turn.state().lead();
    turn.become(turn.state().with(lead.counted(0, 0, 1, 0)));
    String count = Long.toString(lead.frameworks());
    return new FrameworkId(
        lead.masterId() + "-" + "0".repeat(Math.max(0, 4 - count.length())) + count);
  }

  /** Ends a framework's session, if it has one: its offers are void and its filters forgotten. */
  private static void leave(Turn turn, FrameworkEntry framework, Reason why) {
    if (!framework.connected()) {
      return;
    }
    for (OfferEntry offer : Ledger.offersTo(turn.state(), framework.id())) {
      Offering.end(turn, offer);
    }
    Offering.forgetRefusals(turn, turn.state().frameworkTable().get(framework.id()), Table.empty());
    turn.tell(framework, new FrameworkEvent.Disconnected(why));
    turn.become(With.sessions(turn.state(), turn.state().sessions().without(framework.session())));
    FrameworkEntry now = turn.state().frameworkTable().get(framework.id());
    turn.become(With.framework(turn.state(), now.disconnectedNow()));
  }

  static void closed(Turn turn, long session) {
    FrameworkId id = turn.state().sessions().get(session);
    if (id == null) {
      return;
    }
    FrameworkEntry framework = turn.state().frameworkTable().get(id);
    Reason why = Reason.of(Reasons.FRAMEWORK_DISCONNECTED, id.value(), "its session ended");
    leave(turn, framework, why);
    Duration timeout = failoverTimeout(framework);
    turn.record(new RegistryChange.FrameworkLeft(id, turn.tick().wall().plus(timeout)));
    turn.arm("failover:" + id, timeout, new MasterEvent.FailoverTimedOut(id));
    turn.note("framework.disconnected", id.value(), framework.name(), Optional.of(why));
    turn.wantAllocation();
  }

  /** Bounded: a time beyond the clock's range would break the step, and every election after it. */
  static Duration failoverTimeout(FrameworkEntry framework) {
    Duration wanted = framework.info().failoverTimeout();
    return wanted.compareTo(Limits.FAILOVER_TIMEOUT) < 0 ? wanted : Limits.FAILOVER_TIMEOUT;
  }

  static void timedOut(Turn turn, FrameworkId id) {
    FrameworkEntry framework = turn.state().frameworkTable().get(id);
    if (framework != null && !framework.connected()) {
      remove(
          turn,
          framework,
          Reason.of(
              Reasons.FRAMEWORK_REMOVED,
              id.value(),
              "it did not come back within "
                  + framework.info().failoverTimeout().toSeconds()
                  + " s"));
    }
  }

  /** Its tasks are killed, its store is forgotten and its id refused from now on. */
  static void remove(Turn turn, FrameworkEntry framework, Reason why) {
    leave(turn, framework, why);
    turn.record(new RegistryChange.FrameworkRemoved(framework.id(), turn.tick().wall()));
    for (AgentEntry agent : agents(turn)) {
      boolean concerned = false;
      for (TaskEntry task : List.copyOf(tasksOf(agent, framework.id()))) {
        concerned = true;
        turn.become(Ledger.complete(turn.state(), task));
      }
      if (concerned) {
        turn.tell(agent, new ToAgent.Shutdown(framework.id()));
      }
    }
    FrameworkEntry last = turn.state().frameworkTable().get(framework.id());
    turn.become(
        With.frameworks(turn.state(), turn.state().frameworkTable().without(framework.id())));
    turn.become(With.ended(turn.state(), turn.state().past().ended().with(last)));
    turn.disarm("failover:" + framework.id());
    turn.disarm("refusals:" + framework.id());
    turn.note("framework.removed", framework.id().value(), framework.name(), Optional.of(why));
    turn.wantAllocation();
  }

  private static List<AgentEntry> agents(Turn turn) {
    List<AgentEntry> all = new ArrayList<>();
    turn.state().agents().forEach(all::add);
    return all;
  }

  private static List<TaskEntry> tasksOf(AgentEntry agent, FrameworkId framework) {
    List<TaskEntry> found = new ArrayList<>();
    for (TaskEntry task : agent.tasks()) {
      if (task.framework().equals(framework)) {
        found.add(task);
      }
    }
    return found;
  }
}
