package cuesta.archive;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One pattern without braces, as an automaton that is in several places at once: however many stars
 * a pattern has, a name takes time by its length only.
 */
final class Glob {
  /** A part of a pattern. */
  private sealed interface Part {
    /** One given character. */
    record One(int code) implements Part {}

    /** Any but a slash. */
    record Any() implements Part {}

    /** One of some ranges, or none of them; never a slash. */
    record Among(List<int[]> ranges, boolean negated) implements Part {
      boolean has(int code) {
        boolean in = ranges.stream().anyMatch(range -> range[0] <= code && code <= range[1]);
        return code != '/' && in != negated;
      }
    }

    /** Any number of characters but slashes. */
    record Star() implements Part {}

    /** Any number of any characters. */
    record Deep() implements Part {}

    /** Any number of directories; always followed by {@link InName}. */
    record Directories() implements Part {}

    /** Within the name of one of those directories. */
    record InName() implements Part {}
  }

  private final List<Part> parts = new ArrayList<>();
  private final String pattern;

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none
   */
  Glob(String pattern) {
    this.pattern = pattern;
    int[] codes = pattern.codePoints().toArray();
    int at = 0;
    while (at < codes.length) {
      at = read(codes, at);
    }
  }

  private int read(int[] codes, int at) {
    int code = codes[at];
    return switch (code) {
      case '*' -> star(codes, at);
      case '?' -> add(new Part.Any(), at + 1);
      case '[' -> among(codes, at + 1);
      case '\\' ->
          add(new Part.One(codes[needed(codes, at + 1, "a character after '\\'")]), at + 2);
      default -> add(new Part.One(code), at + 1);
    };
  }

  private int add(Part part, int next) {
    parts.add(part);
    return next;
  }

  private int star(int[] codes, int at) {
    int end = at;
    while (end < codes.length && codes[end] == '*') {
      end++;
    }
    if (end - at == 1) {
      return add(new Part.Star(), end);
    }
    boolean begins = at == 0 || codes[at - 1] == '/';
    if (begins && end < codes.length && codes[end] == '/') {
      parts.add(new Part.Directories());
      return add(new Part.InName(), end + 1);
    }
    return add(new Part.Deep(), end);
  }

  private int among(int[] codes, int start) {
    int at = needed(codes, start, "a ']'");
    boolean negated = codes[at] == '!' || codes[at] == '^';
    if (negated) {
      at++;
    }
    List<int[]> ranges = new ArrayList<>();
    // A bracket that comes first is meant itself, as in a shell.
    for (int first = at; at == first || codes[needed(codes, at, "a ']'")] != ']'; ) {
      int low = codes[needed(codes, at, "a ']'")];
      boolean range = at + 2 < codes.length && codes[at + 1] == '-' && codes[at + 2] != ']';
      ranges.add(new int[] {low, range ? codes[at + 2] : low});
      at += range ? 3 : 1;
    }
    return add(new Part.Among(List.copyOf(ranges), negated), at + 1);
  }

  private int needed(int[] codes, int at, String what) {
    if (at >= codes.length) {
      throw new IllegalArgumentException("pattern '" + pattern + "' lacks " + what);
    }
    return at;
  }

  /** Whether it means a path. */
  boolean matches(String path) {
    return after(path).get(parts.size());
  }

  /** Whether something below a directory may be meant. */
  boolean reaches(String directory) {
    return !after(directory + "/").isEmpty();
  }

  private BitSet after(String text) {
    BitSet now = new BitSet(parts.size() + 1);
    enter(now, 0);
    for (int at = 0; at < text.length() && !now.isEmpty(); ) {
      int code = text.codePointAt(at);
      at += Character.charCount(code);
      now = step(now, code);
    }
    return now;
  }

  private BitSet step(BitSet now, int code) {
    BitSet next = new BitSet(parts.size() + 1);
    for (int at = now.nextSetBit(0); at >= 0 && at < parts.size(); at = now.nextSetBit(at + 1)) {
      switch (parts.get(at)) {
        case Part.One one when one.code() == code -> enter(next, at + 1);
        case Part.Any any when code != '/' -> enter(next, at + 1);
        case Part.Among among when among.has(code) -> enter(next, at + 1);
        case Part.Star star when code != '/' -> enter(next, at);
        case Part.Deep deep -> enter(next, at);
        case Part.Directories directories when code != '/' -> next.set(at + 1);
        case Part.InName in -> enter(next, code == '/' ? at - 1 : at);
        default -> {}
      }
    }
    return next;
  }

  /** Is at a part, and where it can be without any character. */
  private void enter(BitSet states, int at) {
    states.set(at);
    if (at == parts.size()) {
      return;
    }
    switch (parts.get(at)) {
      case Part.Star star -> enter(states, at + 1);
      case Part.Deep deep -> enter(states, at + 1);
      case Part.Directories directories -> enter(states, at + 2);
      default -> {}
    }
  }
}
