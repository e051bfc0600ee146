package cuesta.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things are.
 *
 * @param home the unpacked distribution, which is only read
 * @param work the directory of this process, below which everything it writes lies
 */
record Layout(Path home, Path work) {
  /** A jar and the start level at which it runs. */
  record Placed(Path jar, int startLevel) {}

  Layout {
    home = home.toAbsolutePath().normalize();
    work = work.toAbsolutePath().normalize();
  }

  /** Felix's own cache: made anew at each start, so that it never holds yesterday's bundles. */
  Path cache() {
    return work.resolve("felix");
  }

  Path etc() {
    return home.resolve("etc");
  }

  /** The jars of {@code bundles/NN}, NN being the start level, in a fixed order. */
  List<Placed> bundles() throws IOException {
    List<Placed> placed = new ArrayList<>();
    for (Path level : children(home.resolve("bundles"))) {
      int startLevel = Integer.parseInt(level.getFileName().toString());
      for (Path jar : children(level)) {
        placed.add(new Placed(jar, startLevel));
      }
    }
    return placed;
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }
}
