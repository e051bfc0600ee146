package cuesta.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The table against {@link TreeMap}, which it has to agree with on everything but sharing. */
class TableTest {
  private static final int STEPS = 3_000;

  private record Snapshot(Table<Integer, String> table, TreeMap<Integer, String> model) {}

  @Property(tries = 60)
  void agreesWithTreeMapAndOldSnapshotsNeverChange(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5_000) int keys) {
    SplitMix random = new SplitMix(seed);
    Table<Integer, String> table = Table.empty();
    TreeMap<Integer, String> model = new TreeMap<>();
    List<Snapshot> snapshots = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      int key = random.below(keys);
      // Growing first and shrinking later meets splits as well as joins.
      if (random.below(STEPS) > i) {
        table = table.with(key, "v" + i);
        model.put(key, "v" + i);
      } else {
        table = table.without(key);
        model.remove(key);
      }
      if (i % 500 == 0) {
        snapshots.add(new Snapshot(table, new TreeMap<>(model)));
      }
    }
    snapshots.add(new Snapshot(table, model));
    for (Snapshot snapshot : snapshots) {
      check(snapshot, random.below(keys));
    }
  }

  private static void check(Snapshot snapshot, int probe) {
    Table<Integer, String> table = snapshot.table();
    TreeMap<Integer, String> model = snapshot.model();
    assertEquals(model.size(), table.size());
    assertEquals(entries(model.entrySet()), entries(table));
    assertEquals(model.get(probe), table.get(probe));
    assertEquals(entries(model.tailMap(probe).entrySet()), entries(table.from(probe)));
    if (!model.isEmpty()) {
      assertEquals(model.firstKey(), table.firstKey());
      assertEquals(model.lastKey(), table.lastKey());
    }
  }

  private static List<Map.Entry<Integer, String>> entries(
      Iterable<Map.Entry<Integer, String>> from) {
    List<Map.Entry<Integer, String>> all = new ArrayList<>();
    from.forEach(e -> all.add(Map.entry(e.getKey(), e.getValue())));
    return all;
  }

  @Property(tries = 300)
  void theDifferenceOfTwoTablesIsTheirDifference(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 3_000) int size,
      @ForAll @IntRange(min = 0, max = 300) int changes) {
    SplitMix random = new SplitMix(seed);
    Table<Integer, String> older = Table.empty();
    for (int i = 0; i < size; i++) {
      older = older.with(random.below(10_000), "a" + i);
    }
    Table<Integer, String> newer = older;
    for (int i = 0; i < changes; i++) {
      int key = random.below(10_000);
      newer = random.chance(0.6) ? newer.with(key, "b" + i) : newer.without(key);
    }
    TreeMap<Integer, String> found = new TreeMap<>();
    newer.diff(older, (key, before, after) -> found.put(key, before + "→" + after));
    assertEquals(compared(older, newer), found);
  }

  private static TreeMap<Integer, String> compared(
      Table<Integer, String> older, Table<Integer, String> newer) {
    TreeMap<Integer, String> expected = new TreeMap<>();
    for (Integer key : older.keys()) {
      if (older.get(key) != newer.get(key)) {
        expected.put(key, older.get(key) + "→" + newer.get(key));
      }
    }
    for (Integer key : newer.keys()) {
      if (older.get(key) != newer.get(key)) {
        expected.put(key, older.get(key) + "→" + newer.get(key));
      }
    }
    return expected;
  }

  @Test
  void aDifferenceTouchesOnlyWhatDiffers() {
    Table<Counted, String> before = Table.empty();
    for (int i = 0; i < 50_000; i++) {
      before = before.with(new Counted(i), "v");
    }
    Table<Counted, String> after = before.with(new Counted(25_000), "w");
    Counted.compared = 0;
    List<Integer> found = new ArrayList<>();
    after.diff(before, (key, a, b) -> found.add(key.value()));
    assertEquals(List.of(25_000), found);
    assertEquals(true, Counted.compared < 200, "compared " + Counted.compared + " keys");
  }

  private record Counted(int value) implements Comparable<Counted> {
    static int compared;

    @Override
    public int compareTo(Counted other) {
      compared++;
      return Integer.compare(value, other.value);
    }
  }

  @Test
  void whatChangesNothingIsTheSameTable() {
    Table<String, String> table = Table.<String, String>empty().with("a", "1");
    assertSame(table, table.with("a", table.get("a")));
    assertSame(table, table.without("b"));
    assertSame(Table.empty(), table.without("a"));
    assertNull(table.get("b"));
  }

  @Test
  void anEmptyTableHasNoFirstKey() {
    assertThrows(NoSuchElementException.class, () -> Table.<String, String>empty().firstKey());
    Iterator<?> none = Table.empty().iterator();
    assertThrows(NoSuchElementException.class, none::next);
  }
}
