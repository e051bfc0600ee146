package cuesta.framework.kit.http;

import java.util.List;

/**
 * Something that a call takes: a part of its path, a query parameter, or a member of its body. The
 * same declaration checks calls and describes the command line.
 *
 * @param name its name in the path, the query or the body; as a flag {@code --name}
 * @param kind what values it has
 * @param place where it stands on a command line
 * @param about one line for people
 * @param required whether a call without it is refused
 * @param value what its value is called in the help, for example {@code N}
 * @param values all that there are; empty if any is taken
 * @param usual what is taken if it is absent, for the help
 * @param letter its short flag
 */
public record Param(
    String name,
    Kind kind,
    Place place,
    String about,
    boolean required,
    String value,
    List<String> values,
    String usual,
    String letter) {
  /** What values it has. */
  public enum Kind {
    /** One text; in a body a number will do. */
    TEXT,
    /** True, or absent. */
    SWITCH,
    /** A list of texts. */
    LIST,
    /** Texts by name: an object in a body, {@code name=text} in a query. */
    MAP,
    /** A text that the command line reads from a file. */
    FILE
  }

  /** Where it stands on a command line. */
  public enum Place {
    /** A word at its position. */
    ARGUMENT,
    /** All words that are left. */
    REST,
    /** A flag. */
    FLAG,
    /** Nowhere: for callers of the API only. */
    HIDDEN
  }

  /** Checks and copies. */
  public Param {
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException("not a name of a parameter: '" + name + "'");
    }
    values = List.copyOf(values);
  }

  private static Param of(String name, Kind kind, Place place, String value, String about) {
    return new Param(name, kind, place, about, false, value, List.of(), "", "");
  }

  /**
   * A word at its position; required.
   *
   * @param name its name
   * @param about one line
   * @return the parameter
   */
  public static Param argument(String name, String about) {
    return of(name, Kind.TEXT, Place.ARGUMENT, "", about).must();
  }

  /**
   * All words that are left, a list; required.
   *
   * @param name its name
   * @param about one line
   * @return the parameter
   */
  public static Param rest(String name, String about) {
    return of(name, Kind.LIST, Place.REST, "", about).must();
  }

  /**
   * A flag with a value.
   *
   * @param name its name
   * @param value what its value is called
   * @param about one line
   * @return the parameter
   */
  public static Param flag(String name, String value, String about) {
    return of(name, Kind.TEXT, Place.FLAG, value, about);
  }

  /**
   * A flag without a value.
   *
   * @param name its name
   * @param about one line
   * @return the parameter
   */
  public static Param toggle(String name, String about) {
    return of(name, Kind.SWITCH, Place.FLAG, "", about);
  }

  /**
   * A flag {@code K=V} that may repeat.
   *
   * @param name its name
   * @param about one line
   * @return the parameter
   */
  public static Param map(String name, String about) {
    return of(name, Kind.MAP, Place.FLAG, "K=V", about);
  }

  /**
   * A flag that may repeat.
   *
   * @param name its name
   * @param value what one value is called
   * @param about one line
   * @return the parameter
   */
  public static Param list(String name, String value, String about) {
    return of(name, Kind.LIST, Place.FLAG, value, about);
  }

  /**
   * A flag that names a file, whose content is sent.
   *
   * @param name its name
   * @param about one line
   * @return the parameter
   */
  public static Param file(String name, String about) {
    return of(name, Kind.FILE, Place.FLAG, "FILE", about);
  }

  /**
   * A call without it is refused.
   *
   * @return the parameter
   */
  public Param must() {
    return new Param(name, kind, place, about, true, value, values, usual, letter);
  }

  /**
   * A call without it is fine.
   *
   * @return the parameter
   */
  public Param may() {
    return new Param(name, kind, place, about, false, value, values, usual, letter);
  }

  /**
   * Only these values are taken.
   *
   * @param all in the order of the help
   * @return the parameter
   */
  public Param oneOf(String... all) {
    return new Param(name, kind, place, about, required, value, List.of(all), usual, letter);
  }

  /**
   * What is taken if it is absent. Only said: whoever reads it decides.
   *
   * @param text for the help
   * @return the parameter
   */
  public Param usually(String text) {
    return new Param(name, kind, place, about, required, value, values, text, letter);
  }

  /**
   * Its short flag.
   *
   * @param one a letter
   * @return the parameter
   */
  public Param letter(String one) {
    return new Param(name, kind, place, about, required, value, values, usual, one);
  }

  /**
   * Not for the command line.
   *
   * @return the parameter
   */
  public Param hidden() {
    return new Param(name, kind, Place.HIDDEN, about, required, value, values, usual, letter);
  }
}
