package cuesta.framework.kit.http;

import java.util.List;

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
 */
public record Show(
    String line,
    String rows,
    List<Column> columns,
    boolean fields,
    String text,
    boolean stream,
    String exit) {
  /** Copies the columns. */
  public Show {
    columns = List.copyOf(columns);
  }

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

  /**
   * One line.
   *
   * @param line a text with {@code {key}} for members of the answer
   * @return how
   */
  public static Show line(String line) {
    return new Show(line, "", List.of(), false, "", false, "");
  }

  /**
   * A table.
   *
   * @param rows the member whose items are the rows
   * @param columns at least one
   * @return how
   */
  public static Show rows(String rows, Column... columns) {
    return new Show("", rows, List.of(columns), false, "", false, "");
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
    return new Show("", "", List.of(), true, "", false, "");
  }

  /**
   * One member as it is.
   *
   * @param member which
   * @return how
   */
  public static Show raw(String member) {
    return new Show("", "", List.of(), false, member, false, "");
  }

  /**
   * The body as it comes.
   *
   * @return how
   */
  public static Show bytes() {
    return new Show("", "", List.of(), false, "", true, "");
  }

  /**
   * With a line above it, unless that is empty.
   *
   * @param above a text with {@code {key}} for members of the answer
   * @return how
   */
  public Show below(String above) {
    return new Show(above, rows, columns, fields, text, stream, exit);
  }

  /**
   * Ends the command with a status of the framework's.
   *
   * @param member an integer member of the answer
   * @return how
   */
  public Show exiting(String member) {
    return new Show(line, rows, columns, fields, text, stream, member);
  }
}
