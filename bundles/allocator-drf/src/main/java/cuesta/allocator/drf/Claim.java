package cuesta.allocator.drf;

import java.util.BitSet;

/** A claimant within one cycle: where it stands, and where it may still find something. */
final class Claim {
  private final Claimant claimant;
  private final Node leaf;
  private BitSet open = new BitSet();
  private int steps;
  private int current = -1;
  private int nextWish;

  Claim(Claimant claimant, Node leaf) {
    this.claimant = claimant;
    this.leaf = leaf;
  }

  Claimant claimant() {
    return claimant;
  }

  Node leaf() {
    return leaf;
  }

  /** Looks at all agents that may have something for it, from the first. */
  void begin(BitSet candidates) {
    open = (BitSet) candidates.clone();
    open.andNot(claimant.useless());
    steps = 0;
    current = -1;
  }

  /**
   * The agent to try: the one it is at, else one that nobody was given a part of in this cycle,
   * else any. So frameworks spread over agents, and share one only if there are too few.
   *
   * @return a position; −1 if there is none left
   */
  int next(BitSet touched, int start, int size) {
    if (current >= 0 && open.get(current)) {
      return current;
    }
    if (open.isEmpty()) {
      return -1;
    }
    for (; steps < size; steps++) {
      int at = (start + steps) % size;
      if (open.get(at) && !touched.get(at)) {
        return at;
      }
    }
    int at = open.nextSetBit(start);
    return at >= 0 ? at : open.nextSetBit(0);
  }

  void stayAt(int position) {
    current = position;
  }

  void close(int position) {
    open.clear(position);
  }

  /** Wishes take turns, so that a small one does not always come before a large one. */
  int firstWish() {
    return nextWish;
  }

  void tookWish(int index) {
    nextWish = index + 1;
  }
}
