package cuesta.testkit.sim;

import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.Filter;
import cuesta.api.framework.Operation;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.core.master.FrameworkCall;
import java.util.List;
import java.util.Optional;

/**
 * A framework that never has enough: takes one task of a fixed size from each offer that holds one,
 * gives the rest back at once, and declines what is too small.
 */
final class Player {
  final String name;
  final RoleId role;
  final Resources task;
  final Optional<Resources> claim;
  private FrameworkId id;
  private int tasks;

  /**
   * A player.
   *
   * @param task what one task of it really takes
   * @param claim what it says that one takes; empty if it says nothing
   */
  Player(String name, RoleId role, Resources task, Optional<Resources> claim) {
    this.name = name;
    this.role = role;
    this.task = task;
    this.claim = claim;
  }

  static Player honest(String name, Resources task) {
    return new Player(name, RoleId.DEFAULT, task, Optional.of(task));
  }

  static Player silent(String name, Resources task) {
    return new Player(name, RoleId.DEFAULT, task, Optional.empty());
  }

  void subscribed(FrameworkId as) {
    id = as;
  }

  FrameworkId id() {
    return id;
  }

  int tasks() {
    return tasks;
  }

  FrameworkCall answer(OfferView offer) {
    if (!offer.resources().contains(task)) {
      return new FrameworkCall.Decline(List.of(offer.id()), Filter.NONE);
    }
    TaskId next = new TaskId(name + "-" + tasks++);
    TaskInfo info = TaskInfo.of(next, task, CommandInfo.shell("sleep 1000000"));
    return new FrameworkCall.Accept(
        List.of(offer.id()), List.of(Operation.launch(info)), Filter.NONE);
  }

  /** The share of all that its tasks hold, of the resource of which it holds most. */
  double share(Resources total) {
    return tasks * step(total);
  }

  /** By how much one task raises its share. */
  double step(Resources total) {
    return step(task, total);
  }

  static double step(Resources one, Resources total) {
    double most = 0;
    for (String name : List.of("cpus", "mem")) {
      most = Math.max(most, (double) one.milli(name) / total.milli(name));
    }
    return most;
  }

  /** How many of its tasks fit into some resources. */
  long fit(Resources into) {
    return Math.min(into.milli("cpus") / task.milli("cpus"), into.milli("mem") / task.milli("mem"));
  }

  @Override
  public String toString() {
    return name + ": " + tasks + " × (" + task + ")";
  }
}
