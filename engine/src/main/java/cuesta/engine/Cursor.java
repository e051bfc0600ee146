package cuesta.engine;

import java.util.ArrayDeque;

/**
 * A place in the tree: the path from the root to an entry of a leaf. Ended when the path is empty.
 */
final class Cursor {
  private final ArrayDeque<Place> path = new ArrayDeque<>(6);

  private static final class Place {
    final Node node;
    int at;

    Place(Node node, int at) {
      this.node = node;
      this.at = at;
    }
  }

  Cursor(Node root) {
    if (root != null) {
      descend(root);
    }
  }

  Cursor(Node root, Object key) {
    Node node = root;
    while (node != null && !node.leaf) {
      int i = node.child(key);
      path.push(new Place(node, i));
      node = (Node) node.values[i];
    }
    if (node != null) {
      int i = node.find(key);
      path.push(new Place(node, i >= 0 ? i : -i - 1));
      settle();
    }
  }

  private void descend(Node from) {
    Node node = from;
    while (!node.leaf) {
      path.push(new Place(node, 0));
      node = (Node) node.values[0];
    }
    path.push(new Place(node, 0));
  }

  boolean ended() {
    return path.isEmpty();
  }

  Object key() {
    Place place = path.peek();
    return place.node.keys[place.at];
  }

  Object value() {
    Place place = path.peek();
    return place.node.values[place.at];
  }

  void advance() {
    path.peek().at++;
    settle();
  }

  /** Leaves nodes that are used up and goes down into the next one. */
  private void settle() {
    while (!path.isEmpty() && path.peek().at >= path.peek().node.keys.length) {
      path.pop();
      if (!path.isEmpty()) {
        path.peek().at++;
      }
    }
    if (!path.isEmpty() && !path.peek().node.leaf) {
      Place place = path.peek();
      descend((Node) place.node.values[place.at]);
    }
  }

  /**
   * If both stand at the beginning of one and the same node, both go behind it; the largest such
   * node.
   */
  boolean skipShared(Cursor other) {
    if (ended() || other.ended() || path.peek().at != 0 || other.path.peek().at != 0) {
      return false;
    }
    Node shared = null;
    for (Place mine : path) { // from the leaf upwards, as long as it stands at its node's beginning
      if (mine.at != 0) {
        break;
      }
      for (Place theirs : other.path) {
        if (theirs.at != 0) {
          break;
        }
        if (mine.node == theirs.node) {
          shared = mine.node;
        }
      }
    }
    if (shared == null) {
      return false;
    }
    leave(shared);
    other.leave(shared);
    return true;
  }

  private void leave(Node node) {
    while (path.peek().node != node) {
      path.pop();
    }
    path.peek().at = node.keys.length;
    settle();
  }
}
