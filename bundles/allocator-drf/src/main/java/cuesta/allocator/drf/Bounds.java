package cuesta.allocator.drf;

import java.util.Arrays;

/** What limits and guarantees of roles leave for a claim, within one cycle. */
final class Bounds {
  private final RoleTree tree;
  private final long[] available;

  Bounds(RoleTree tree, Books books) {
    this.tree = tree;
    this.available = books.names().none();
    for (AgentBook agent : books.agents()) {
      Scalars.add(available, agent.unreserved());
    }
  }

  /** Whether there are any. */
  boolean apply() {
    return tree.limited() || tree.guaranteed();
  }

  /** The room below the limits of its role and those above it. */
  long[] room(Claim claim) {
    long[] room = new long[available.length];
    Arrays.fill(room, Long.MAX_VALUE);
    for (Node node = claim.leaf(); node.parent() != null; node = node.parent()) {
      long[] limit = node.role().limit();
      for (int i = 0; i < room.length; i++) {
        if (limit[i] < Long.MAX_VALUE) {
          room[i] = Math.min(room[i], Math.max(0, limit[i] - node.held()[i]));
        }
      }
    }
    return room;
  }

  /** Unreserved amounts that remain when what is guaranteed to others is kept back. */
  long[] headroom(Claim claim) {
    long[] headroom = available.clone();
    if (!tree.guaranteed()) {
      return headroom;
    }
    for (Node node = claim.leaf(); node.parent() != null; node = node.parent()) {
      for (Node sibling : node.parent().children().values()) {
        for (int i = 0; sibling != node && i < headroom.length; i++) {
          headroom[i] -= sibling.need(i);
        }
      }
    }
    return headroom;
  }

  /** What is guaranteed to its role, or to one above it, and not held yet. */
  long[] need(Claim claim) {
    long[] need = new long[available.length];
    for (Node node = claim.leaf(); node.parent() != null; node = node.parent()) {
      for (int i = 0; i < need.length; i++) {
        need[i] = Math.max(need[i], node.role().guarantee()[i] - node.held()[i]);
      }
    }
    return need;
  }

  boolean isNeedy(Claim claim) {
    return Arrays.stream(need(claim)).anyMatch(amount -> amount > 0);
  }

  void take(long[] unreserved) {
    Scalars.subtract(available, unreserved);
  }
}
