package cuesta.framework.kit.http;

import java.util.List;
import java.util.Optional;

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
 * @param tree how a directory is packed; empty for other kinds
 * @param local whether it concerns the command line alone and is not sent
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
    String letter,
    Optional<Tree> tree,
    boolean local) {
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
    FILE,
    /** A {@link SourceTree}: the command line packs a directory and puts it among the blobs. */
    TREE
  }

  /**
   * How a directory is packed: the files of its git work tree that git tracks, as they are now.
   *
   * @param untracked the switch that takes along what is neither tracked nor ignored; empty for
   *     none
   * @param ref the flag that names a commit to be packed instead; empty for none
   */
  public record Tree(String untracked, String ref) {}

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
    return new Param(
        name, kind, place, about, false, value, List.of(), "", "", Optional.empty(), false);
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
   * A word that names a directory, by default the present one; its git work tree is sent as a
   * {@link SourceTree}, whether the word is there or not.
   *
   * @param name its name
   * @param about one line
   * @param how what is packed
   * @return the parameter
   */
  public static Param tree(String name, String about, Tree how) {
    return new Param(
        name,
        Kind.TREE,
        Place.ARGUMENT,
        about,
        false,
        "DIR",
        List.of(),
        ".",
        "",
        Optional.of(how),
        false);
  }

  /**
   * A flag instead of a word.
   *
   * @return the parameter
   */
  public Param asFlag() {
    return new Param(
        name, kind, Place.FLAG, about, required, value, values, usual, letter, tree, local);
  }

  /**
   * For the command line alone: what it does with it is said elsewhere in the description. Calls
   * that bring it are refused.
   *
   * @return the parameter
   */
  public Param here() {
    return new Param(name, kind, place, about, required, value, values, usual, letter, tree, true);
  }

  /**
   * A call without it is refused.
   *
   * @return the parameter
   */
  public Param must() {
    return new Param(name, kind, place, about, true, value, values, usual, letter, tree, local);
  }

  /**
   * A call without it is fine.
   *
   * @return the parameter
   */
  public Param may() {
    return new Param(name, kind, place, about, false, value, values, usual, letter, tree, local);
  }

  /**
   * Only these values are taken.
   *
   * @param all in the order of the help
   * @return the parameter
   */
  public Param oneOf(String... all) {
    return new Param(
        name, kind, place, about, required, value, List.of(all), usual, letter, tree, local);
  }

  /**
   * What is taken if it is absent. Only said: whoever reads it decides.
   *
   * @param text for the help
   * @return the parameter
   */
  public Param usually(String text) {
    return new Param(name, kind, place, about, required, value, values, text, letter, tree, local);
  }

  /**
   * Its short flag.
   *
   * @param one a letter
   * @return the parameter
   */
  public Param letter(String one) {
    return new Param(name, kind, place, about, required, value, values, usual, one, tree, local);
  }

  /**
   * Not for the command line.
   *
   * @return the parameter
   */
  public Param hidden() {
    return new Param(
        name, kind, Place.HIDDEN, about, required, value, values, usual, letter, tree, local);
  }
}
