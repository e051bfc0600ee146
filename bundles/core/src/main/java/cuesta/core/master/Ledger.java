package cuesta.core.master;

import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.cluster.AgentView;
import cuesta.api.resources.Resources;
import cuesta.core.message.TaskKey;
import cuesta.engine.Table;
import java.util.List;

/**
 * The books: the only place where resources are added and taken away, per agent and per framework
 * and role. An exclusive offer counts as offered; a shared one is a claim and counts nothing until
 * it is accepted. Of frameworks only scalars are summed up: ports of two agents may have the same
 * numbers.
 */
final class Ledger {
  private Ledger() {}

  /** Books a new offer; the caller has checked that the agent has it free. */
  static MasterState offer(MasterState s, OfferEntry offer) {
    MasterState booked = With.offers(s, s.offerTable().with(offer.id(), offer));
    return offer.shared() ? booked : moveOffered(booked, offer, true);
  }

  /** Takes an offer off the books, whatever becomes of its resources. */
  static MasterState withdraw(MasterState s, OfferId id) {
    OfferEntry offer = s.offerTable().get(id);
    MasterState rest = With.offers(s, s.offerTable().without(id));
    return offer.shared() ? rest : moveOffered(rest, offer, false);
  }

  private static MasterState moveOffered(MasterState s, OfferEntry offer, boolean out) {
    AgentEntry agent = s.agentTable().get(offer.agent());
    MasterState moved = s;
    if (agent != null) {
      moved = With.agent(s, agent.withOffered(moved(agent.offered(), offer.resources(), out)));
    }
    FrameworkEntry framework = s.frameworkTable().get(offer.framework());
    if (framework != null) {
      FrameworkEntry.Usage usage = framework.usage(offer.role());
      moved =
          With.framework(
              moved,
              framework.withUsage(
                  offer.role(),
                  new FrameworkEntry.Usage(
                      usage.used(),
                      moved(usage.offered(), offer.resources().scalars(), out),
                      usage.tasks())));
    }
    return moved;
  }

  private static Resources moved(Resources books, Resources amount, boolean out) {
    return out ? books.plus(amount) : books.minus(amount);
  }

  /** Books a task on its agent; it may have ended already, then it holds nothing. */
  static MasterState place(MasterState s, TaskEntry task) {
    AgentEntry agent = s.agentTable().get(task.agent());
    AgentEntry with = agent.withTasks(agent.table().with(task.key(), task));
    if (task.holdsResources()) {
      with = with.withUsed(agent.used().plus(task.resources()));
    }
    MasterState placed =
        With.index(With.agent(s, with), s.taskIndex().with(task.key(), task.agent()));
    return task.holdsResources() ? charge(placed, task, true) : placed;
  }

  /** Replaces a task by a newer state of it, and frees what it held if it has ended. */
  static MasterState change(MasterState s, TaskEntry before, TaskEntry after) {
    AgentEntry agent = s.agentTable().get(before.agent());
    AgentEntry with = agent.withTasks(agent.table().with(after.key(), after));
    boolean freed = before.holdsResources() && !after.holdsResources();
    boolean taken = !before.holdsResources() && after.holdsResources();
    if (freed || taken) {
      with = with.withUsed(moved(agent.used(), before.resources(), taken));
    }
    MasterState changed = With.agent(s, with);
    return freed || taken ? charge(changed, after, taken) : changed;
  }

  /** Takes a task off the books and remembers it among its framework's completed ones. */
  static MasterState complete(MasterState s, TaskEntry task) {
    MasterState rest = forget(s, task);
    FrameworkEntry framework = rest.frameworkTable().get(task.framework());
    return framework == null ? rest : With.framework(rest, framework.withCompleted(task));
  }

  private static MasterState forget(MasterState s, TaskEntry task) {
    AgentEntry agent = s.agentTable().get(task.agent());
    AgentEntry without = agent.withTasks(agent.table().without(task.key()));
    if (task.holdsResources()) {
      without = without.withUsed(agent.used().minus(task.resources()));
    }
    MasterState rest = With.index(With.agent(s, without), s.taskIndex().without(task.key()));
    return task.holdsResources() ? charge(rest, task, false) : rest;
  }

  private static MasterState charge(MasterState s, TaskEntry task, boolean taken) {
    FrameworkEntry framework = s.frameworkTable().get(task.framework());
    if (framework == null) {
      return s;
    }
    FrameworkEntry.Usage usage = framework.usage(task.role());
    return With.framework(
        s,
        framework.withUsage(
            task.role(),
            new FrameworkEntry.Usage(
                moved(usage.used(), task.resources().scalars(), taken),
                usage.offered(),
                usage.tasks() + (taken ? 1 : -1))));
  }

  /**
   * Checks the books against what they are made of; each sum computed afresh. For the simulator,
   * after every event.
   *
   * @throws IllegalStateException naming what does not add up
   */
  static void audit(MasterState s) {
    for (AgentEntry agent : s.agents()) {
      Resources used = Resources.NONE;
      for (TaskEntry task : agent.tasks()) {
        used = task.holdsResources() ? used.plus(task.resources()) : used;
        check(agent.id().equals(s.taskIndex().get(task.key())), "index of", task.key());
      }
      Resources offered = Resources.NONE;
      for (OfferEntry offer : s.offers()) {
        offered =
            offer.agent().equals(agent.id()) && !offer.shared()
                ? offered.plus(offer.resources())
                : offered;
      }
      check(agent.used().equals(used), "used of agent", agent.id());
      check(agent.offered().equals(offered), "offered of agent", agent.id());
      check(
          !agent.state().equals(AgentView.ACTIVE)
              || offered.isEmpty()
              || agent.total().contains(used.plus(offered)),
          "used and offered exceed the total of agent",
          agent.id());
    }
    for (OfferEntry offer : s.offers()) {
      AgentEntry agent = s.agentTable().get(offer.agent());
      check(agent != null && agent.isActive(), "offer without a live agent:", offer.id());
      FrameworkEntry framework = s.frameworkTable().get(offer.framework());
      check(framework != null && framework.connected(), "offer to nobody:", offer.id());
    }
    for (FrameworkEntry framework : s.frameworks()) {
      for (RoleId role : framework.usage().keys()) {
        auditUsage(s, framework.id(), role, framework.usage(role));
      }
    }
    for (TaskKey key : s.taskIndex().keys()) {
      check(s.task(key).isPresent(), "index without a task:", key);
    }
  }

  private static void auditUsage(
      MasterState s, FrameworkId framework, RoleId role, FrameworkEntry.Usage usage) {
    Resources used = Resources.NONE;
    Resources offered = Resources.NONE;
    int tasks = 0;
    for (AgentEntry agent : s.agents()) {
      for (TaskEntry task : agent.tasks()) {
        if (task.framework().equals(framework)
            && task.role().equals(role)
            && task.holdsResources()) {
          used = used.plus(task.resources().scalars());
          tasks++;
        }
      }
    }
    for (OfferEntry offer : s.offers()) {
      if (offer.framework().equals(framework) && offer.role().equals(role) && !offer.shared()) {
        offered = offered.plus(offer.resources().scalars());
      }
    }
    check(
        usage.used().equals(used) && usage.offered().equals(offered) && usage.tasks() == tasks,
        "usage of framework " + framework + " in role",
        role);
  }

  private static void check(boolean holds, String what, Object subject) {
    if (!holds) {
      throw new IllegalStateException("the books are wrong: " + what + " " + subject);
    }
  }

  /** The tables without an agent; its tasks must be gone before. */
  static MasterState removeAgent(MasterState s, AgentEntry agent) {
    Table<TaskKey, ?> left = agent.table();
    check(left.isEmpty(), "tasks left on removed agent", agent.id());
    return With.agents(s, s.agentTable().without(agent.id()));
  }

  /** All offers of an agent. */
  static List<OfferEntry> offersOf(MasterState s, AgentEntry agent) {
    List<OfferEntry> found = new java.util.ArrayList<>();
    for (OfferEntry offer : s.offers()) {
      if (offer.agent().equals(agent.id())) {
        found.add(offer);
      }
    }
    return found;
  }

  /** All offers to a framework. */
  static List<OfferEntry> offersTo(MasterState s, FrameworkId framework) {
    List<OfferEntry> found = new java.util.ArrayList<>();
    for (OfferEntry offer : s.offers()) {
      if (offer.framework().equals(framework)) {
        found.add(offer);
      }
    }
    return found;
  }
}
