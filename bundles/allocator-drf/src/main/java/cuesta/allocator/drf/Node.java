package cuesta.allocator.drf;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** A role, or a claimant as a leaf below it, within one cycle. */
final class Node {
  /**
   * Lowest share first; equal ones in an order that differs from cycle to cycle, or one starves.
   */
  private static final Comparator<Node> LOWEST =
      Comparator.<Node>comparingDouble(node -> node.share)
          .thenComparingLong(node -> node.lot)
          .thenComparing(node -> node.name);

  private final Node parent;
  private final String name;
  private final RoleBook role;
  private final long lot;
  private final long[] held;
  private final TreeMap<String, Node> children = new TreeMap<>();
  private final PriorityQueue<Node> queue = new PriorityQueue<>(LOWEST);
  private double share;

  Node(Node parent, String name, RoleBook role, long[] held, long seed) {
    this.parent = parent;
    this.name = name;
    this.role = role;
    this.held = held.clone();
    this.lot = mix(seed ^ name.hashCode() * 0x9E3779B97F4A7C15L);
  }

  Node parent() {
    return parent;
  }

  RoleBook role() {
    return role;
  }

  long[] held() {
    return held;
  }

  TreeMap<String, Node> children() {
    return children;
  }

  /** Its children that take part, lowest share first. */
  PriorityQueue<Node> queue() {
    return queue;
  }

  void weigh(long[] total) {
    share = Scalars.share(held, total) / role.weight();
  }

  double share() {
    return share;
  }

  /** How much of a guaranteed scalar it, or roles below it, still lack. */
  long need(int scalar) {
    long below = 0;
    for (Node child : children.values()) {
      below += child.need(scalar);
    }
    return Math.max(below, Math.max(0, role.guarantee()[scalar] - held[scalar]));
  }

  /** Spreads the bits of a seed: the finalizer of SplitMix64. */
  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
