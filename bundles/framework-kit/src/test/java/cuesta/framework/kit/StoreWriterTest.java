package cuesta.framework.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.FrameworkStore.Op;
import cuesta.engine.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StoreWriterTest {
  private record Put(String key, byte[] value) implements Change {}

  private record Gone(String key) implements Change {}

  private static final StoreCodec CODEC =
      new StoreCodec() {
        @Override
        public Write write(Change change) {
          return change instanceof Put put
              ? new Write(put.key(), 1, Optional.of(put.value()))
              : new Write(((Gone) change).key(), 1, Optional.empty());
        }

        @Override
        public Change read(FrameworkStore.Entry entry) {
          return new Put(entry.key(), entry.value());
        }
      };

  private static Put put(String key, int bytes) {
    return new Put(key, new byte[bytes]);
  }

  @Test
  void whatComesWhileABatchIsUnderWayGoesTogether() {
    StoreWriter writer = new StoreWriter(CODEC);
    assertNull(writer.next());
    writer.collect(1, List.of(put("a", 1)));
    assertEquals(1, writer.next().upTo());
    writer.collect(2, List.of(put("a", 2)));
    writer.collect(3, List.of(put("b", 1), put("a", 3)));
    assertNull(writer.next());
    writer.done();
    StoreWriter.Batch batch = writer.next();
    assertEquals(3, batch.upTo());
    assertEquals(List.of("a", "b"), batch.ops().stream().map(Op::key).toList());
    assertEquals(1, batch.ops().getFirst().expectedVersion());
    assertEquals(3, batch.ops().getFirst().value().orElseThrow().length);
    assertTrue(writer.isBehind());
    writer.done();
    assertNull(writer.next());
  }

  @Test
  void aStepBeyondABatchIsSplitAndIsDurableWithItsLastPart() {
    StoreWriter writer = new StoreWriter(CODEC);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      changes.add(put("k" + i, 100 * 1024));
    }
    writer.collect(1, List.of(put("first", 1)));
    writer.collect(2, changes);
    long last = 0;
    int batches = 0;
    for (StoreWriter.Batch b = writer.next(); b != null; b = writer.next()) {
      assertTrue(b.upTo() == 1 || last == 1 || b.upTo() == 2);
      last = b.upTo();
      batches++;
      assertEquals(batches == 3 ? 2 : 1, b.upTo());
      writer.done();
    }
    assertEquals(3, batches);
  }

  /** Every batch that the writer makes is taken by a store that checks versions and size. */
  @Property(tries = 200)
  void aStoreTakesEveryBatch(@ForAll long seed) {
    Random random = new Random(seed);
    StoreWriter writer = new StoreWriter(CODEC);
    TreeMap<String, Long> versions = new TreeMap<>();
    TreeMap<String, Integer> model = new TreeMap<>();
    TreeMap<String, Integer> kept = new TreeMap<>();
    for (long position = 1; position <= 200; position++) {
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(4); i++) {
        String key = "k" + random.nextInt(8);
        int size = random.nextInt(20) == 0 ? 200_000 : random.nextInt(50);
        changes.add(random.nextInt(3) == 0 ? new Gone(key) : put(key, size));
        model.compute(key, (k, v) -> changes.getLast() instanceof Put ? size : null);
      }
      writer.collect(position, changes);
      if (random.nextInt(3) == 0) {
        take(writer, versions, kept);
      }
    }
    while (writer.isBehind()) {
      take(writer, versions, kept);
    }
    assertEquals(model, kept);
  }

  private static void take(
      StoreWriter writer, TreeMap<String, Long> versions, TreeMap<String, Integer> kept) {
    StoreWriter.Batch batch = writer.next();
    assertNotNull(batch);
    long bytes = 0;
    for (Op op : batch.ops()) {
      assertEquals(versions.getOrDefault(op.key(), 0L), op.expectedVersion(), op.key());
      bytes += op.key().length() + op.value().map(v -> v.length).orElse(0);
      if (op.value().isPresent()) {
        versions.merge(op.key(), 1L, Long::sum);
        kept.put(op.key(), op.value().get().length);
      } else {
        versions.remove(op.key());
        kept.remove(op.key());
      }
    }
    assertTrue(bytes <= FrameworkStore.MAX_BATCH);
    writer.done();
  }
}
