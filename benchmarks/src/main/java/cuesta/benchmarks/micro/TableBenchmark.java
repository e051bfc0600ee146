package cuesta.benchmarks.micro;

import cuesta.engine.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * {@code Table} beside {@code java.util.TreeMap}, which cannot be read while it changes: its
 * snapshot is a copy, a table's is a reference.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class TableBenchmark {
  /** A task beside its table: as long as real ids are, and of the same beginning. */
  private static final String KEY = "agent-%05d/task-%08d";

  /** Changes between the two snapshots that are compared. */
  private static final int CHANGED = 100;

  /** How many tasks a cluster has. */
  @Param({"1000", "50000"})
  public int entries;

  private List<String> keys;
  private Table<String, Integer> table;
  private Table<String, Integer> changed;
  private TreeMap<String, Integer> tree;
  private int next;

  /** Fills both maps in the same random order. */
  @Setup
  public void setup() {
    keys = new ArrayList<>(entries);
    for (int i = 0; i < entries; i++) {
      keys.add(KEY.formatted(i / 20, i));
    }
    Collections.shuffle(keys, new Random(1));
    table = Table.empty();
    tree = new TreeMap<>();
    for (String key : keys) {
      table = table.with(key, 0);
      tree.put(key, 0);
    }
    changed = table;
    for (int i = 0; i < CHANGED; i++) {
      changed = changed.with(keys.get(i), 1);
    }
  }

  /** A lookup. */
  @Benchmark
  public Integer tableGet() {
    return table.get(key());
  }

  /** A lookup. */
  @Benchmark
  public Integer treeMapGet() {
    return tree.get(key());
  }

  /** One value replaced; everybody's snapshots stay as they were. */
  @Benchmark
  public Table<String, Integer> tableUpdate() {
    table = table.with(key(), next);
    return table;
  }

  /** One value replaced in place. */
  @Benchmark
  public Integer treeMapUpdate() {
    return tree.put(key(), next);
  }

  /** All values in order. */
  @Benchmark
  public void tableScan(Blackhole hole) {
    for (Integer value : table.values()) {
      hole.consume(value);
    }
  }

  /** All values in order. */
  @Benchmark
  public void treeMapScan(Blackhole hole) {
    for (Integer value : tree.values()) {
      hole.consume(value);
    }
  }

  /** The difference of two snapshots, 100 changes apart. */
  @Benchmark
  public void tableDiff(Blackhole hole) {
    changed.diff(
        table,
        (key, before, after) -> {
          hole.consume(key);
          hole.consume(after);
        });
  }

  /** What a snapshot of a mutable map costs. */
  @Benchmark
  public Map<String, Integer> treeMapCopy() {
    return new TreeMap<>(tree);
  }

  private String key() {
    next = next + 1 == entries ? 0 : next + 1;
    return keys.get(next);
  }
}
