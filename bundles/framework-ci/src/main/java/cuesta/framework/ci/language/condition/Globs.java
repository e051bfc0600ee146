package cuesta.framework.ci.language.condition;

import com.google.re2j.Pattern;
import java.util.function.Predicate;

/** Patterns of paths. Paths are relative, with slashes between. */
public final class Globs {
  private static final String SPECIAL = "\\.[]{}()*+-?^$|&~#";

  private final String glob;
  private final StringBuilder regex = new StringBuilder("(?s)^");
  private int at;

  private Globs(String glob) {
    this.glob = glob;
  }

  /**
   * Of {@code rules:changes}, {@code rules:exists}: {@code *} and {@code ?} stay within a folder,
   * {@code **}{@code /} stands for any folders or none, {@code [a-z]}, {@code {a,b}}; a dot is
   * nothing special.
   *
   * @param glob the pattern
   * @return whether a path fits
   */
  public static Predicate<String> paths(String glob) {
    if (glob.chars().noneMatch(c -> "*?[{\\".indexOf(c) >= 0)) {
      return glob::equals;
    }
    Globs globs = new Globs(glob);
    globs.all(false);
    Pattern pattern = Pattern.compile(globs.regex.append('$').toString());
    return path -> pattern.matcher(path).matches();
  }

  /**
   * Of {@code include:local}: {@code *} stays within a folder, {@code **} does not.
   *
   * @param glob the pattern
   * @return whether a path fits
   */
  public static Predicate<String> includes(String glob) {
    StringBuilder regex = new StringBuilder("(?s)^");
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '*' && glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else {
        regex.append(c == '*' ? "[^/]*" : quoted(c));
      }
    }
    Pattern pattern = Pattern.compile(regex.append('$').toString());
    return path -> pattern.matcher(path).matches();
  }

  private void all(boolean inBraces) {
    while (at < glob.length()) {
      char c = glob.charAt(at);
      if (inBraces && (c == '}' || c == ',')) {
        return;
      }
      one(c);
    }
  }

  private void one(char c) {
    switch (c) {
      case '*' -> star();
      case '?' -> put("[^/]", 1);
      case '[' -> set();
      case '{' -> braces();
      case '\\' -> {
        boolean last = at + 1 == glob.length();
        put(quoted(last ? '\\' : glob.charAt(at + 1)), last ? 1 : 2);
      }
      default -> put(quoted(c), 1);
    }
  }

  private void star() {
    boolean begins = at == 0 || glob.charAt(at - 1) == '/';
    if (begins && glob.startsWith("**/", at)) {
      put("(?:[^/]+/)*", 3);
      return;
    }
    while (at < glob.length() && glob.charAt(at) == '*') {
      at++;
    }
    regex.append("[^/]*");
  }

  /** A bracket that is never closed stands for itself. */
  private void set() {
    int from = at + 1;
    boolean not = from < glob.length() && "!^".indexOf(glob.charAt(from)) >= 0;
    int first = not ? from + 1 : from;
    int end = glob.indexOf(']', first + 1);
    if (end < 0) {
      put(quoted('['), 1);
      return;
    }
    regex.append(not ? "[^/" : "[");
    for (int i = first; i < end; i++) {
      char c = glob.charAt(i);
      boolean range =
          c == '-' && i > first && i < end - 1 && glob.charAt(i + 1) > glob.charAt(i - 1);
      regex.append(range ? "-" : quoted(c));
    }
    regex.append(']');
    at = end + 1;
  }

  /** Braces that are never closed stand for themselves. */
  private void braces() {
    if (!closed(at)) {
      put(quoted('{'), 1);
      return;
    }
    put("(?:", 1);
    while (true) {
      all(true);
      char c = glob.charAt(at++);
      regex.append(c == ',' ? "|" : ")");
      if (c == '}') {
        return;
      }
    }
  }

  private boolean closed(int from) {
    int depth = 0;
    for (int i = from; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return true;
      }
    }
    return false;
  }

  private void put(String text, int used) {
    regex.append(text);
    at += used;
  }

  private static String quoted(char c) {
    return SPECIAL.indexOf(c) >= 0 ? "\\" + c : String.valueOf(c);
  }
}
