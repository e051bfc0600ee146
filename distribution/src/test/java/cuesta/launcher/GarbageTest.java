package cuesta.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GarbageTest {
  private long used;
  private long live;
  private int collections;
  private final Garbage garbage =
      new Garbage(
          () -> used,
          () -> {
            collections++;
            used = live;
          });

  private int collectionsAt(long bytes) {
    used = bytes;
    garbage.look();
    return collections;
  }

  @Test
  void aSmallHeapIsLeftAlone() {
    assertEquals(0, collectionsAt(Garbage.LEAST));
  }

  @Test
  void growthIsCollectedOnceItDoubled() {
    live = 10 * Garbage.LEAST;
    assertEquals(1, collectionsAt(Garbage.LEAST + 1));
    assertEquals(1, collectionsAt(2 * live), "all of that may live");
    assertEquals(2, collectionsAt(2 * live + 1));
    live = 1;
    assertEquals(3, collectionsAt(20 * Garbage.LEAST + 1));
    assertEquals(3, collectionsAt(Garbage.LEAST), "what lives is little again, and so is the rest");
    assertEquals(4, collectionsAt(Garbage.LEAST + 1));
  }
}
