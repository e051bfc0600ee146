package cuesta.core.master;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.FrameworkId;
import cuesta.api.Reasons;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.FrameworkStore.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compare-and-set, all or nothing, within limits. */
class StoreLogicTest {
  private final MasterScript master = MasterScript.leading();
  private final FrameworkId framework = master.framework(1, "f");

  private String commit(Op... batch) {
    return master.calls(1, new FrameworkCall.Commit(List.of(batch))).refusal();
  }

  private static Op put(String key, long expected, int size) {
    return Op.put(key, expected, 1, new byte[size]);
  }

  private long version(String key) {
    Registry.Store store = master.state.registry().stores().get(framework);
    FrameworkStore.Entry entry = store == null ? null : store.entries().get(key);
    return entry == null ? 0 : entry.version();
  }

  @ParameterizedTest
  @CsvSource({"0, 0, ''", "0, 1, STORE_CONFLICT", "1, 1, ''", "1, 0, STORE_CONFLICT"})
  void anOpNamesTheVersionThatIsThere(int writes, long expected, String refusal) {
    for (int i = 0; i < writes; i++) {
      commit(put("a", i, 10));
    }
    assertEquals(refusal, commit(put("a", expected, 10)));
    assertEquals(refusal.isEmpty() ? writes + 1 : writes, version("a"));
    assertEquals(refusal.isEmpty() ? 1 : 0, master.changes.size(), "the reply waits for these");
  }

  @Test
  void oneWrongOpSpoilsTheBatch() {
    assertEquals(Reasons.STORE_CONFLICT, commit(put("a", 0, 1), put("b", 3, 1)));
    assertEquals(0, version("a"));
    assertEquals(List.of(), master.changes);
  }

  @Test
  void aKeyTwiceIsAConflict() {
    assertEquals(Reasons.STORE_CONFLICT, commit(put("a", 0, 1), put("a", 1, 1)));
  }

  @Test
  void removedIsAbsent() {
    commit(put("a", 0, 1));
    assertEquals("", commit(Op.remove("a", 1)));
    assertEquals(0, version("a"));
    assertEquals(null, master.state.registry().stores().get(framework), "no empty store is kept");
    assertEquals("", commit(put("a", 0, 1)));
    assertEquals(1, version("a"));
  }

  @Test
  void aBatchIsBounded() {
    int half = FrameworkStore.MAX_BATCH / 2 - 1;
    assertEquals("", commit(put("a", 0, half), put("b", 0, half)));
    assertEquals(Reasons.STORE_FULL, commit(put("a", 1, half), put("b", 1, half + 1)));
    assertEquals(1, version("a"));
  }

  @Test
  void aFullStoreTakesNothingButWhatMakesItSmaller() {
    int entries = (int) (FrameworkStore.MAX_STORE / FrameworkStore.MAX_VALUE);
    List<RegistryChange> full = new ArrayList<>(master.journal);
    byte[] value = new byte[FrameworkStore.MAX_VALUE - 4];
    for (int i = 0; i < entries; i++) {
      FrameworkStore.Entry entry = new FrameworkStore.Entry(String.format("%04d", i), 1, 1, value);
      full.add(new RegistryChange.StoreWritten(framework, List.of(entry), List.of()));
    }
    master.journal.clear();
    master.journal.addAll(full);
    master.elected(2);
    master.subscribes(
        1,
        Optional.of(framework),
        cuesta.api.framework.FrameworkInfo.of(
            "f", cuesta.api.RoleId.DEFAULT, MasterScript.FAILOVER));
    assertEquals(Reasons.STORE_FULL, commit(put("x", 0, 1)));
    assertEquals(Reasons.STORE_FULL, commit(put("0000", 1, value.length + 1)));
    assertEquals("", commit(put("0000", 1, value.length)));
    assertEquals("", commit(Op.remove("0001", 1), put("x", 0, 1)));
  }

  @Test
  void aRemovedFrameworksStoreIsForgotten() {
    commit(put("a", 0, 1));
    master.on(new MasterEvent.SessionClosed(1));
    master.fires(master.timer("failover:"));
    assertEquals(0, master.state.registry().stores().size());
  }
}
