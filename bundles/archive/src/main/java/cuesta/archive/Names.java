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
    List<String> parts = parts(name, name);
    if (parts.contains("..")) {
      throw new Unfit("'" + shown(name) + "' holds '..' and may lead out of the directory");
    }
    return String.join("/", parts);
  }

  /**
   * Checks where a link leads. After a way down, {@code ..} is refused even if it seems to stay
   * inside: the way down may lead through another link, and up from wherever that ends.
   */
  static void link(String name, String target) throws Unfit {
    String told = "the link '" + shown(name) + "' leads to '" + shown(target) + "'";
    if (target.isEmpty() || target.length() > Limits.NAME) {
      throw new Unfit(told + ", which is empty or has more than " + Limits.NAME + " characters");
    }
    if (target.startsWith("/")) {
      throw new Unfit(told + ", out of the directory; make it relative or leave it out");
    }
    int room = parts(name, name).size() - 1;
    boolean down = false;
    for (String part : parts(target, name)) {
      if (!part.equals("..")) {
        down = true;
      } else if (down) {
        throw new Unfit(told + "; '..' may only stand at the beginning");
      } else if (--room < 0) {
        throw new Unfit(told + ", out of the directory; leave it out");
      }
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

  private static List<String> parts(String path, String name) throws Unfit {
    if (path.indexOf('\0') >= 0) {
      throw new Unfit("'" + shown(name) + "' holds a NUL");
    }
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/")) {
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
