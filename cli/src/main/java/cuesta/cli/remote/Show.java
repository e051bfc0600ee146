package cuesta.cli.remote;

import cuesta.cli.json.Node;
import java.util.List;
import java.util.Optional;

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
 * @param resume the query parameter for the byte to go on at, if a stream broke; may be empty
 * @param unpack the flag that names the directory into which the answer is unpacked; may be empty
 * @param follow what is asked after the answer
 */
record Show(
    String line,
    String rows,
    List<Column> columns,
    boolean fields,
    String text,
    boolean stream,
    String exit,
    String resume,
    String unpack,
    Optional<FollowSpec> follow) {

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
        show.some("exit").orElse(command.text("exit")),
        show.text("resume"),
        show.text("unpack"),
        FollowSpec.of(show));
  }
}
