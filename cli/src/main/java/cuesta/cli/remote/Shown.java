package cuesta.cli.remote;

import cuesta.cli.json.Node;
import cuesta.cli.text.Clean;
import cuesta.cli.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer for people. */
final class Shown {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
  private static final String INDENT = "  ";

  private Shown() {}

  /**
   * The lines, without control characters except those of {@code text}.
   *
   * @param width of the terminal; 0 if nothing is cut
   */
  static List<String> lines(Show show, Node answer, Formats formats, int width) {
    List<String> lines = new ArrayList<>();
    if (!show.line().isEmpty()) {
      String line = Clean.line(line(show.line(), answer));
      if (!line.isBlank()) {
        lines.add(line);
      }
    }
    if (show.fields()) {
      fields("", answer, lines);
    }
    if (!show.rows().isEmpty()) {
      lines.addAll(table(show, answer, formats).lines(width));
    } else {
      page(show, answer, formats, lines);
    }
    if (!show.text().isEmpty()) {
      answer.text(show.text()).lines().forEach(lines::add);
    }
    return lines;
  }

  /** A template with members of an answer. */
  static String line(String template, Node answer) {
    Matcher place = PLACE.matcher(template);
    return place.replaceAll(found -> Matcher.quoteReplacement(answer.text(found.group(1))));
  }

  private static Table table(Show show, Node answer, Formats formats) {
    Table table = new Table(show.columns().stream().map(Show.Column::title).toArray(String[]::new));
    for (Node row : answer.items(show.rows())) {
      table.row(
          show.columns().stream()
              .map(column -> formats.cell(column.format(), row.get(column.key())))
              .toArray(String[]::new));
    }
    return table;
  }

  private static void page(Show show, Node answer, Formats formats, List<String> lines) {
    int title = show.columns().stream().mapToInt(column -> column.title().length()).max().orElse(0);
    for (Show.Column column : show.columns()) {
      String left = Clean.line(column.title());
      for (String value : values(answer.get(column.key()), column.format(), formats)) {
        lines.add(left + " ".repeat(title - left.length()) + INDENT + Clean.line(value));
        left = "";
      }
    }
  }

  /** What is empty has none; lists and objects have one for each of theirs. */
  private static List<String> values(Node node, String format, Formats formats) {
    List<String> values = new ArrayList<>();
    if (node.isObject()) {
      node.members().forEach((name, member) -> values.add(name + "=" + member));
    } else if (!node.items().isEmpty()) {
      node.items().forEach(item -> values.add(formats.cell(format, item)));
    } else if (!(node.value() instanceof List)) {
      String value = formats.cell(format, node);
      if (!value.isEmpty()) {
        values.add(value);
      }
    }
    return values;
  }

  private static void fields(String indent, Node node, List<String> lines) {
    for (Map.Entry<String, Node> member : node.members().entrySet()) {
      field(indent, member.getKey() + ":", member.getValue(), lines);
    }
  }

  private static void field(String indent, String name, Node value, List<String> lines) {
    if (value.isObject()) {
      lines.add(indent + Clean.line(name));
      fields(indent + INDENT, value, lines);
    } else if (value.items().isEmpty()) {
      boolean empty = value.isNull() || value.value() instanceof List;
      lines.add(indent + Clean.line(empty ? name + " -" : name + " " + value));
    } else {
      lines.add(indent + Clean.line(name));
      value.items().forEach(item -> field(indent + INDENT, "-", item, lines));
    }
  }
}
