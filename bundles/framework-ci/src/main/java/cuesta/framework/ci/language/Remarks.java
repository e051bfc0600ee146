package cuesta.framework.ci.language;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** Gathers remarks; the same is said once, even if many jobs inherit the line. */
final class Remarks {
  /** Nobody reads more; see docs/reference/limits.md. */
  static final int MOST = 500;

  private final LinkedHashSet<Remark> all = new LinkedHashSet<>();
  private int errors;

  void error(Origin at, String path, String text, String hint) {
    add(true, at, path, text, hint);
  }

  void note(Origin at, String path, String text, String hint) {
    add(false, at, path, text, hint);
  }

  private void add(boolean fatal, Origin at, String path, String text, String hint) {
    errors += fatal ? 1 : 0;
    if (all.size() < MOST && all.stream().noneMatch(old -> same(old, fatal, at, path, text))) {
      all.add(new Remark(fatal, at.file(), at.line(), path, text, hint));
    }
  }

  /** Whether it is the same key of the same line, inherited by another job. */
  private static boolean same(Remark old, boolean fatal, Origin at, String path, String text) {
    return old.line() == at.line()
        && old.fatal() == fatal
        && old.file().equals(at.file())
        && old.text().equals(text)
        && last(old.path()).equals(last(path));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  boolean failed() {
    return errors > 0;
  }

  /** How many were said, the same ones counted again. */
  int errors() {
    return errors;
  }

  List<Remark> list() {
    return all.stream()
        .sorted(Comparator.comparing(Remark::file).thenComparingInt(Remark::line))
        .toList();
  }
}
