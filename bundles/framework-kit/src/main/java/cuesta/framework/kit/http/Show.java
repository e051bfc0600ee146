package cuesta.framework.kit.http;

import java.util.List;
import java.util.Optional;

/**
 * How the command line shows an answer. What is empty is not shown.
 *
 * @param line a text with {@code {key}} for members of the answer
 * @param rows the member whose items are the rows of a table
 * @param columns of that table; without rows a line for each, with its title, list or object in
 *     several
 * @param fields whether all members show, one a line
 * @param text the member that shows as it is
 * @param stream whether the body's bytes show as they come
 * @param exit the member that is the command's exit status
 * @param resume the query parameter that says from which byte on, if a streamed answer broke
 * @param unpack the flag that names the directory into which the answer, an archive, is unpacked
 * @param follow what is asked after the answer; empty if that was all
 */
public record Show(
    String line,
    String rows,
    List<Column> columns,
    boolean fields,
    String text,
    boolean stream,
    String exit,
    String resume,
    String unpack,
    Optional<Follow> follow) {
  /** Copies the columns. */
  public Show {
    columns = List.copyOf(columns);
  }

  /**
   * What happens after the answer. The command line asks {@code path} again and again, with {@code
   * after=CURSOR&wait=SECONDS}, on a terminal also {@code live=true}; each answer is {@code
   * {"lines": […], "live": […], "next": "CURSOR", "exit": N?}}. Lines are printed; what is live is
   * shown on a terminal below them until the next answer; an exit ends the command. Whatever breaks
   * on the way is asked again with its cursor.
   *
   * @param path below the prefix, with {@code {key}} for members of the first answer
   * @param end what is shown at the end to programs: a path as the other
   * @param unless the switch that leaves it out; empty for none
   * @param leaving what is said when somebody leaves before the end, with {@code {key}}
   */
  public record Follow(String path, String end, String unless, String leaving) {}

  /**
   * A column.
   *
   * @param title its heading
   * @param key the member of a row, or of the answer
   * @param format {@code text}, {@code time} (ISO 8601), {@code age} (since a time), {@code
   *     duration} (seconds, or ISO 8601), {@code bytes}
   */
  public record Column(String title, String key, String format) {
    /**
     * A column of texts.
     *
     * @param title its heading
     * @param key the member of a row
     * @return the column
     */
    public static Column of(String title, String key) {
      return new Column(title, key, "text");
    }
  }

  private static Show of(
      String line, String rows, List<Column> columns, boolean fields, String text, boolean stream) {
    return new Show(line, rows, columns, fields, text, stream, "", "", "", Optional.empty());
  }

  /**
   * One line.
   *
   * @param line a text with {@code {key}} for members of the answer
   * @return how
   */
  public static Show line(String line) {
    return of(line, "", List.of(), false, "", false);
  }

  /**
   * A table.
   *
   * @param rows the member whose items are the rows
   * @param columns at least one
   * @return how
   */
  public static Show rows(String rows, Column... columns) {
    return of("", rows, List.of(columns), false, "", false);
  }

  /**
   * A page: a line for each member that is not empty, with its title. Lists and objects take a line
   * for each item.
   *
   * @param columns at least one
   * @return how
   */
  public static Show page(Column... columns) {
    return rows("", columns);
  }

  /**
   * All members, one a line, nested ones indented.
   *
   * @return how
   */
  public static Show all() {
    return of("", "", List.of(), true, "", false);
  }

  /**
   * One member as it is.
   *
   * @param member which
   * @return how
   */
  public static Show raw(String member) {
    return of("", "", List.of(), false, member, false);
  }

  /**
   * The body as it comes.
   *
   * @return how
   */
  public static Show bytes() {
    return of("", "", List.of(), false, "", true);
  }

  /**
   * With a line above it, unless that is empty.
   *
   * @param above a text with {@code {key}} for members of the answer
   * @return how
   */
  public Show below(String above) {
    return new Show(above, rows, columns, fields, text, stream, exit, resume, unpack, follow);
  }

  /**
   * Ends the command with a status of the framework's.
   *
   * @param member an integer member of the answer
   * @return how
   */
  public Show exiting(String member) {
    return new Show(line, rows, columns, fields, text, stream, member, resume, unpack, follow);
  }

  /**
   * A streamed answer that broke is asked for again from the byte on where it broke.
   *
   * @param parameter the query parameter that takes the number of that byte, from 0 on
   * @return how
   */
  public Show resuming(String parameter) {
    return new Show(line, rows, columns, fields, text, stream, exit, parameter, unpack, follow);
  }

  /**
   * The answer is an archive (tar, packed with gzip), which is unpacked; its files are listed.
   *
   * @param flag the flag that names the directory; the present one if it is not given
   * @return how
   */
  public static Show unpack(String flag) {
    return new Show("", "", List.of(), false, "", false, "", "", flag, Optional.empty());
  }

  /**
   * The answer is only the begin.
   *
   * @param after what happens then
   * @return how
   */
  public Show following(Follow after) {
    return new Show(
        line, rows, columns, fields, text, stream, exit, resume, unpack, Optional.of(after));
  }
}
