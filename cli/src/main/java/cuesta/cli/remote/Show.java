package cuesta.cli.remote;

import cuesta.cli.json.Node;
import java.util.List;

/**
 * How an answer shows. What is empty is not shown.
 *
 * @param line a text with {@code {key}} for members of the answer
 * @param rows the member whose items are the rows of a table
 * @param columns of that table; without rows a line for each, with its title, a list or an object
 *     in several
 * @param fields whether all members show, one a line
 * @param text the member that shows as it is
 * @param stream whether the body's bytes show as they come
 * @param exit the member that is the status to exit with
 */
record Show(
    String line,
    String rows,
    List<Column> columns,
    boolean fields,
    String text,
    boolean stream,
    String exit) {

  /**
   * A column.
   *
   * @param title its heading
   * @param key the member of a row, or of the answer
   * @param format {@code time}, {@code age}, {@code duration}, {@code bytes}, else as it is
   */
  record Column(String title, String key, String format) {}

  Show {
    columns = List.copyOf(columns);
  }

  /**
   * Reads a command's.
   *
   * @param command the whole command: its status may be named beside {@code show}, or in it
   */
  static Show of(Node command) {
    Node show = command.get("show");
    return new Show(
        show.text("line"),
        show.text("rows"),
        show.items("columns").stream()
            .map(
                column ->
                    new Column(column.text("title"), column.text("key"), column.text("format")))
            .toList(),
        show.flag("fields"),
        show.text("text"),
        show.flag("stream"),
        show.some("exit").orElse(command.text("exit")));
  }
}
