package cuesta.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private final Settling settling = new Settling();
  private final TreeMap<String, FileState> folder = new TreeMap<>();

  private List<String> lookAt(int millis) {
    return settling.look(folder, millis * 1_000_000L).stream()
        .map(c -> (c.present() ? "+" : "-") + c.name())
        .toList();
  }

  private void put(String name, long size, long modified) {
    folder.put(name, new FileState(size, FileTime.fromMillis(modified), "1"));
  }

  @Test
  void aFileIsTakenWhenTwoLooksTwoTenthsApartAgree() {
    put("a.jar", 10, 1);
    assertEquals(List.of(), lookAt(0));
    assertTrue(settling.restless());
    assertEquals(List.of(), lookAt(199));
    assertEquals(Set.of("a.jar"), settling.coming());
    assertEquals(List.of("+a.jar"), lookAt(200));
    assertEquals(Set.of(), settling.coming());
    assertEquals(List.of(), lookAt(1_000));
    assertFalse(settling.restless());
  }

  @Test
  void aFileThatGrowsIsLeftAlone() {
    for (int i = 0; i < 20; i++) {
      put("a.jar", i, 1);
      assertEquals(List.of(), lookAt(i * 150));
    }
    assertEquals(List.of("+a.jar"), lookAt(19 * 150 + 200));
  }

  @Test
  void theLatestCopiedComesLast() {
    put("a.jar", 1, 9);
    put("b.jar", 1, 3);
    lookAt(0);
    assertEquals(List.of("+b.jar", "+a.jar"), lookAt(200));
  }

  @Test
  void aFileThatGoesAndComesBackAtOnceIsNotRemoved() {
    put("a.jar", 1, 1);
    lookAt(0);
    lookAt(200);
    folder.clear();
    assertEquals(List.of(), lookAt(300));
    put("a.jar", 2, 2);
    assertEquals(List.of(), lookAt(400));
    assertEquals(List.of("+a.jar"), lookAt(600));
    folder.clear();
    assertEquals(List.of(), lookAt(700));
    assertEquals(Set.of(), settling.coming(), "it goes");
    assertEquals(List.of("-a.jar"), lookAt(900));
    assertFalse(settling.restless());
  }

  @Test
  void whatNeverSettledLeavesNothingBehind() {
    put("a.jar", 1, 1);
    lookAt(0);
    folder.clear();
    assertEquals(List.of(), lookAt(300));
    assertFalse(settling.restless());
  }
}
