package cuesta.itests.swap;

import cuesta.contracts.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file to which each command adds a line when it runs. */
final class Marks {
  private Marks() {}

  static int count(Path marks) throws IOException {
    return Files.exists(marks) ? Files.readAllLines(marks).size() : 0;
  }

  static void await(Path marks, int wanted) throws Exception {
    Await.until(wanted + " lines in " + marks, () -> count(marks) == wanted, () -> shown(marks));
  }

  private static String shown(Path marks) {
    try {
      return count(marks) + " lines";
    } catch (IOException e) {
      return e.toString();
    }
  }
}
