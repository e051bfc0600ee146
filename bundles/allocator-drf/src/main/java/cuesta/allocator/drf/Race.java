package cuesta.allocator.drf;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Claims that compete: whoever has the lowest share is next, level by level down the tree. */
final class Race {
  private final Map<Node, Claim> byLeaf = new IdentityHashMap<>();
  private final long[] total;
  private final Node root;

  Race(List<Claim> claims, long[] total) {
    this.total = total;
    Node top = null;
    for (Claim claim : claims) {
      byLeaf.put(claim.leaf(), claim);
      Node node = claim.leaf();
      node.weigh(total);
      for (; node.parent() != null; node = node.parent()) {
        boolean known = !node.parent().queue().isEmpty();
        node.parent().queue().add(node);
        node.parent().weigh(total);
        if (known) {
          break; // the parent is in its own parent's queue already, with the same share
        }
      }
      top = rootOf(claim.leaf());
    }
    this.root = top;
  }

  private static Node rootOf(Node leaf) {
    Node node = leaf;
    while (node.parent() != null) {
      node = node.parent();
    }
    return node;
  }

  /** The next one, or nothing when all have dropped out. */
  Claim lowest() {
    if (root == null || root.queue().isEmpty()) {
      return null;
    }
    Node node = root;
    while (!node.queue().isEmpty()) {
      node = node.queue().peek();
    }
    return byLeaf.get(node);
  }

  /** Books what the lowest one got; it stays in the race. */
  void book(Claim lowest, long[] amounts) {
    for (Node node = lowest.leaf(); node.parent() != null; node = node.parent()) {
      node.parent().queue().poll(); // it is the head at every level, or it were not the lowest
      Scalars.add(node.held(), amounts);
      node.weigh(total);
      node.parent().queue().add(node);
    }
  }

  /** The lowest one drops out, and so does a role all of whose claims have. */
  void drop(Claim lowest) {
    Node node = lowest.leaf();
    while (node.parent() != null) {
      node.parent().queue().poll();
      if (!node.parent().queue().isEmpty()) {
        return;
      }
      node = node.parent();
    }
  }
}
