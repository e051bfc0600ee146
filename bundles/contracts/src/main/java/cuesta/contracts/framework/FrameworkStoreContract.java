package cuesta.contracts.framework;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.FrameworkStore.Entry;
import cuesta.api.framework.FrameworkStore.Op;
import cuesta.api.framework.FrameworkStore.Page;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a framework's store must do. */
public abstract class FrameworkStoreContract {
  private static final int SECONDS = 30;

  /** For subclasses. */
  protected FrameworkStoreContract() {}

  /**
   * A session of an empty store; called once per test.
   *
   * @return the store
   */
  protected abstract FrameworkStore store();

  /**
   * Ends the session of the store and opens another on the same data.
   *
   * @return the store of the new session
   */
  protected abstract FrameworkStore nextSession();

  @Test
  void whatWasCommittedIsReadAtOnce() throws Exception {
    FrameworkStore store = store();
    for (int i = 0; i < 50; i++) {
      get(store.commit(List.of(Op.put("a", i, 7, bytes("value " + i)))));
      Entry entry = get(store.get("a")).orElseThrow();
      assertEquals(i + 1, entry.version());
      assertEquals(7, entry.schema());
      assertArrayEquals(bytes("value " + i), entry.value());
      assertEquals(i + 1, get(store.scan("", "", 10)).entries().getFirst().version());
    }
  }

  @Test
  void anAbsentEntryHasVersionNoughtAgainAfterItWasRemoved() throws Exception {
    FrameworkStore store = store();
    get(store.commit(List.of(Op.put("a", 0, 1, bytes("x")))));
    get(store.commit(List.of(Op.remove("a", 1))));
    assertEquals(Optional.empty(), get(store.get("a")));
    get(store.commit(List.of(Op.put("a", 0, 1, bytes("y")))));
    assertEquals(1, get(store.get("a")).orElseThrow().version());
  }

  @Test
  void aBatchIsAllOrNothingAndAConflictNamesTheKey() throws Exception {
    FrameworkStore store = store();
    get(store.commit(List.of(Op.put("b", 0, 1, bytes("x")))));
    Reason why =
        refusal(
            store.commit(
                List.of(Op.put("a", 0, 1, bytes("new")), Op.put("b", 0, 1, bytes("wrong")))));
    assertEquals(Reasons.STORE_CONFLICT, why.code());
    assertEquals("b", why.subject());
    assertEquals(Optional.empty(), get(store.get("a")));
    assertArrayEquals(bytes("x"), get(store.get("b")).orElseThrow().value());
    assertEquals(Reasons.STORE_CONFLICT, refusal(store.commit(List.of(Op.remove("b", 7)))).code());
    assertEquals(
        Reasons.STORE_CONFLICT, refusal(store.commit(List.of(Op.remove("absent", 1)))).code());
  }

  @Test
  void oneOpPerKey() throws Exception {
    FrameworkStore store = store();
    Reason why =
        refusal(
            store.commit(List.of(Op.put("a", 0, 1, bytes("x")), Op.put("a", 1, 1, bytes("y")))));
    assertEquals(Reasons.STORE_CONFLICT, why.code());
    assertEquals(Optional.empty(), get(store.get("a")));
  }

  @Test
  void pagesCoverAPrefixInTheOrderOfTheKeys() throws Exception {
    FrameworkStore store = store();
    List<Op> batch = new ArrayList<>();
    for (int i = 24; i >= 0; i--) {
      batch.add(Op.put(String.format("job/%02d", i), 0, 1, bytes("" + i)));
    }
    batch.add(Op.put("jobs", 0, 1, bytes("other")));
    batch.add(Op.put("a", 0, 1, bytes("other")));
    get(store.commit(batch));
    List<String> keys = new ArrayList<>();
    String after = "";
    int pages = 0;
    while (true) {
      Page page = get(store.scan("job/", after, 10));
      assertTrue(page.entries().size() <= 10);
      page.entries().forEach(entry -> keys.add(entry.key()));
      pages++;
      if (page.next().isEmpty()) {
        break;
      }
      after = page.next().get();
    }
    assertEquals(3, pages);
    assertEquals(25, keys.size());
    assertEquals(keys.stream().sorted().toList(), keys);
    assertEquals(List.of(), get(store.scan("none/", "", 10)).entries());
    assertEquals(27, get(store.scan("", "", 1_000)).entries().size());
    assertThrows(IllegalArgumentException.class, () -> store.scan("", "", 0));
    assertThrows(IllegalArgumentException.class, () -> store.scan("", "", 1_001));
  }

  @Test
  void aBatchThatIsTooLargeIsRefusedWithTheNumbers() throws Exception {
    FrameworkStore store = store();
    byte[] value = new byte[200 * 1024];
    Reason why =
        refusal(
            store.commit(
                List.of(
                    Op.put("a", 0, 1, value), Op.put("b", 0, 1, value), Op.put("c", 0, 1, value))));
    assertEquals(Reasons.STORE_FULL, why.code());
    assertTrue(why.detail().contains("" + FrameworkStore.MAX_BATCH), why.toString());
    assertEquals(List.of(), get(store.scan("", "", 10)).entries());
  }

  @Test
  void commitsOfOneSessionStayInOrder() throws Exception {
    FrameworkStore store = store();
    List<CompletionStage<Void>> stages = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      stages.add(store.commit(List.of(Op.put("a", i, 1, bytes("" + i)))));
    }
    for (CompletionStage<Void> stage : stages) {
      get(stage);
    }
    assertEquals(200, get(store.get("a")).orElseThrow().version());
  }

  @Test
  void aModelAgrees() throws Exception {
    FrameworkStore store = store();
    TreeMap<String, Long> model = new TreeMap<>();
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      String key = "k" + random.nextInt(20);
      long version = model.getOrDefault(key, 0L);
      if (random.nextInt(4) == 0) {
        Reason why = refusal(store.commit(List.of(Op.put(key, version + 1, 1, bytes("wrong")))));
        assertEquals(Reasons.STORE_CONFLICT, why.code());
      } else if (version > 0 && random.nextInt(3) == 0) {
        get(store.commit(List.of(Op.remove(key, version))));
        model.remove(key);
      } else {
        get(store.commit(List.of(Op.put(key, version, 1, bytes("" + i)))));
        model.put(key, version + 1);
      }
    }
    TreeMap<String, Long> read = new TreeMap<>();
    get(store.scan("", "", 1_000)).entries().forEach(e -> read.put(e.key(), e.version()));
    assertEquals(model, read);
  }

  @Test
  void aFormerSessionWritesNothingAndTheNextSeesAll() throws Exception {
    FrameworkStore former = store();
    get(former.commit(List.of(Op.put("a", 0, 1, bytes("x")))));
    FrameworkStore next = nextSession();
    Reason why = refusal(former.commit(List.of(Op.put("b", 0, 1, bytes("late")))));
    assertEquals(Reasons.SESSION_OVER, why.code());
    assertEquals(1, get(next.get("a")).orElseThrow().version());
    assertEquals(Optional.empty(), get(next.get("b")));
    get(next.commit(List.of(Op.put("a", 1, 1, bytes("y")))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }

  private static Reason refusal(CompletionStage<?> stage) {
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> get(stage), "it was not refused");
    assertTrue(failure.getCause() instanceof Refused, () -> "no refusal but " + failure.getCause());
    return ((Refused) failure.getCause()).reason();
  }
}
