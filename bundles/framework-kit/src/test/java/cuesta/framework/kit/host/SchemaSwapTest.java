package cuesta.framework.kit.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cuesta.api.Reasons;
import cuesta.contracts.Await;
import cuesta.contracts.framework.fakes.Stage;
import cuesta.framework.kit.Schemas;
import cuesta.framework.kit.host.NotesFramework.Note;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Versions of a framework after one another on one store. */
class SchemaSwapTest {
  private static final int NOTES = 50;

  private final Stage stage = new Stage();
  private NotesFramework now;

  @AfterEach
  void end() throws Exception {
    now.host.close();
    stage.close();
    assertEquals(List.of(), stage.master().violations());
  }

  private void swap(int newest, int written) throws Exception {
    NotesFramework former = now;
    Stage.Instance instance =
        stage.open(
            context -> {
              now = new NotesFramework(context, newest, written);
              return now.host;
            });
    stage.subscribe(instance);
    if (former != null) {
      former.host.close();
    }
  }

  private void works() throws Exception {
    Await.until("it works", () -> now.host.committed().isPresent(), () -> "" + now.over.get());
  }

  private void wrote(String key, int version) throws Exception {
    now.host.offer(new Note(key, "of " + version));
    Await.until(
        "it is kept",
        () -> ("of " + version).equals(now.host.present().get(key)),
        () -> "" + now.over.get());
  }

  private TreeSet<Integer> schemas() {
    TreeSet<Integer> schemas = new TreeSet<>();
    stage
        .master()
        .store()
        .entries()
        .forEach(
            (key, entry) -> {
              if (key.startsWith("note/")) {
                schemas.add(entry.schema());
              }
            });
    return schemas;
  }

  private void holdsAll() {
    for (int i = 0; i < NOTES; i++) {
      assertEquals("of 1", now.host.present().get("note/" + i));
    }
  }

  private void writtenAs(int schema) throws Exception {
    Await.until(
        "written in " + schema,
        () -> schemas().equals(new TreeSet<>(List.of(schema))),
        () -> "there are " + schemas());
  }

  @Test
  void eachVersionReadsWhatTheOneBeforeAndTheOneAfterWrote() throws Exception {
    swap(1, 1);
    works();
    for (int i = 0; i < NOTES; i++) {
      wrote("note/" + i, 1);
    }
    swap(2, 1); // brings 2, writes 1
    works();
    holdsAll();
    wrote("note/a", 2);
    assertEquals(new TreeSet<>(List.of(1)), schemas());
    swap(1, 1); // back
    works();
    assertEquals("of 2", now.host.present().get("note/a"));
    swap(2, 1);
    works();
    swap(2, 2); // writes 2, all of it anew
    works();
    holdsAll();
    writtenAs(2);
    wrote("note/b", 3);
    swap(2, 1); // back
    works();
    holdsAll();
    assertEquals("of 3", now.host.present().get("note/b"));
    writtenAs(1);
    swap(2, 2);
    works();
    writtenAs(2);
    swap(3, 2); // has forgotten 1
    works();
    holdsAll();
  }

  @Test
  void aVersionTooFarAwayRefusesAndChangesNothing() throws Exception {
    swap(2, 2);
    works();
    wrote("note/a", 1);
    refuses(1, 1, Reasons.DATA_NEWER);
    refuses(4, 3, Reasons.DATA_OLDER);
    assertEquals(new TreeSet<>(List.of(2)), schemas());
    assertThrows(IllegalArgumentException.class, () -> new Schemas("f", 3, 1));
    assertThrows(IllegalArgumentException.class, () -> new Schemas("f", 1, 2));
  }

  private void refuses(int newest, int written, String code) throws Exception {
    swap(newest, written);
    Await.until("it stops", () -> now.over.get() != null, () -> "");
    assertEquals(code, now.over.get().code());
  }
}
