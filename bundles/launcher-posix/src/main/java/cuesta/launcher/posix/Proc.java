package cuesta.launcher.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One process as {@code /proc} shows it. What cannot be read is treated as not there: processes go
 * while one looks.
 */
record Proc(int pid, int ppid, int session, char state, long start) {
  private static final Path ROOT = Path.of("/proc");
  private static final int STATE = 0; // field 3 of stat; counted from behind the name
  private static final int PPID = 1;
  private static final int SESSION = 3;
  private static final int START = 19;

  static Optional<Proc> of(int pid) {
    try {
      return Optional.of(
          parse(pid, Files.readString(ROOT.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The name is the program's own choice and may hold spaces and brackets. */
  static Proc parse(int pid, String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return new Proc(
        pid,
        Integer.parseInt(fields[PPID]),
        Integer.parseInt(fields[SESSION]),
        fields[STATE].charAt(0),
        Long.parseLong(fields[START]));
  }

  /** A zombie counts as dead: it runs nothing and needs no signal. */
  boolean isDead() {
    return state == 'Z' || state == 'X';
  }

  static List<Proc> all() throws IOException {
    List<Proc> all = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(ROOT, "[0-9]*")) {
      for (Path entry : entries) {
        of(Integer.parseInt(entry.getFileName().toString()))
            .filter(proc -> !proc.isDead())
            .ifPresent(all::add);
      }
    }
    return all;
  }

  /** The children of a single-threaded process, if this kernel lists them. */
  static Optional<List<Integer>> children(int pid) {
    try {
      String text = Files.readString(ROOT.resolve(pid + "/task/" + pid + "/children"));
      List<Integer> children = new ArrayList<>();
      for (String word : text.split(" ")) {
        if (!word.isBlank()) {
          children.add(Integer.parseInt(word.strip()));
        }
      }
      return Optional.of(children);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The value of a variable in the environment that the process was started with; empty if none.
   */
  static String variable(int pid, String name) {
    try {
      byte[] bytes = Files.readAllBytes(ROOT.resolve(pid + "/environ"));
      String prefix = name + "=";
      for (String entry : new String(bytes, StandardCharsets.UTF_8).split("\0")) {
        if (entry.startsWith(prefix)) {
          return entry.substring(prefix.length());
        }
      }
    } catch (IOException e) {
      // Gone, or somebody else's: neither is ours.
    }
    return "";
  }

  static String bootId() throws IOException {
    return Files.readString(ROOT.resolve("sys/kernel/random/boot_id")).strip();
  }
}
