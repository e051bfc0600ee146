package cuesta.core.slot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** docs/slot-table.md says what the code does: each row, and nothing beside the rows. */
class SlotTableTest {
  private record Row(String state, String event, String next, String effects) {}

  private static List<Row> rows() throws IOException {
    Path page = Path.of("docs/slot-table.md");
    for (Path up = Path.of("").toAbsolutePath(); up != null && !Files.exists(page); ) {
      page = up.resolve("docs/slot-table.md");
      up = up.getParent();
    }
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(page)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 7 && !cells[1].contains("---") && !cells[1].strip().equals("State")) {
        rows.add(new Row(cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip()));
      }
    }
    return rows;
  }

  @TestFactory
  Stream<DynamicTest> everyRowIsWhatTheCodeDoes() throws IOException {
    List<Row> rows = rows();
    assertTrue(rows.size() > 50, "the table was read");
    return rows.stream()
        .filter(row -> !row.state().startsWith("any"))
        .map(row -> dynamicTest(row.state() + " / " + row.event(), () -> check(row)));
  }

  private static void check(Row row) {
    assertTrue(Situations.REACHED.containsKey(row.state()), "unknown state: " + row.state());
    SlotStep step = Situations.step(Situations.reach(row.state()), row.event());
    assertEquals(row.next(), Situations.next(step.state()));
    assertEquals(row.effects(), Situations.effects(step.effects()));
  }

  @Test
  void whatNoRowNamesChangesNothing() throws IOException {
    TreeSet<String> named = new TreeSet<>();
    rows().forEach(row -> named.add(row.state() + "/" + row.event()));
    for (String situation : Situations.REACHED.keySet()) {
      for (String event : Situations.EVENTS.keySet()) {
        if (!named.contains(situation + "/" + event)) {
          unnamed(situation, event);
        }
      }
    }
  }

  private static void unnamed(String situation, String event) {
    SlotState before = Situations.reach(situation);
    SlotStep step = Situations.step(before, event);
    String effects = "–";
    if (event.equals("opened")) {
      effects = "close late answer";
    } else if (event.equals("reported")) {
      Entry entry = before.entries().get(Situations.SUBJECT);
      effects = entry != null && entry.stage() != Stage.NONE ? "note" : "count late use";
    }
    assertEquals(effects, Situations.effects(step.effects()), situation + " / " + event);
    assertEquals(before.entries(), step.state().entries(), situation + " / " + event);
  }
}
