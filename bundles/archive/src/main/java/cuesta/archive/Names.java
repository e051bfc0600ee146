package cuesta.archive;

import java.util.ArrayList;
import java.util.List;

/** Names that stay inside of the directory that they are relative to. */
final class Names {
  private Names() {}

  /** A name in its plain form; empty for the directory itself. */
  static String plain(String name) throws Unfit {
    if (name.length() > Limits.NAME) {
      throw new Unfit("a name has more than " + Limits.NAME + " characters: " + shown(name));
    }
    if (name.startsWith("/")) {
      throw new Unfit("'" + shown(name) + "' is absolute; names must be relative");
    }
    List<String> parts = parts(name);
    if (parts.contains("..")) {
      throw new Unfit("'" + shown(name) + "' holds '..' and may lead out of the directory");
    }
    return String.join("/", parts);
  }

  /**
   * Checks what a link holds: it may lead anywhere, since nothing here ever goes where it leads.
   */
  static void link(String name, String target) throws Unfit {
    if (target.isEmpty() || target.length() > Limits.NAME || target.indexOf('\0') >= 0) {
      throw new Unfit(
          "the link '"
              + shown(name)
              + "' leads to '"
              + shown(target)
              + "', which is empty, holds a NUL or has more than "
              + Limits.NAME
              + " characters");
    }
  }

  /** The directories above a name, the uppermost first. */
  static List<String> above(String name) {
    List<String> above = new ArrayList<>();
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      above.add(name.substring(0, slash));
    }
    return above;
  }

  private static List<String> parts(String name) throws Unfit {
    if (name.indexOf('\0') >= 0) {
      throw new Unfit("'" + shown(name) + "' holds a NUL");
    }
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/")) {
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** A name for a message: cut, and without what would play tricks on a terminal. */
  static String shown(String name) {
    String cut = name.length() > 200 ? name.substring(0, 200) + "…" : name;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
