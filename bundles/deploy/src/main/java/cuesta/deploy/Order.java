package cuesta.deploy;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In which order files were deployed, kept across restarts: the latest wins its slot, and should
 * win it again. A line of text each: hash, space, file name.
 */
final class Order {
  private static final Logger LOG = LoggerFactory.getLogger(Order.class);
  private static final String HEAD = "cuesta-deploy-order 1";

  /**
   * A deployed file.
   *
   * @param file its name
   * @param hash of its content
   */
  record Line(String file, String hash) {}

  private final Path path;
  private final List<Line> lines = new ArrayList<>();

  Order(Path folder) {
    path = folder.resolve("order.txt");
  }

  /**
   * Reads what the last process left. What cannot be read is set aside: nothing but the order is
   * lost.
   */
  void load() throws IOException {
    try {
      List<String> text = Files.readAllLines(path);
      List<Line> read = new ArrayList<>();
      String problem = parse(text, read);
      if (problem.isEmpty()) {
        lines.addAll(read);
      } else {
        setAside(problem);
      }
    } catch (NoSuchFileException e) {
      // the first start
    } catch (MalformedInputException e) {
      setAside("is no text");
    }
  }

  private static String parse(List<String> text, List<Line> read) {
    if (text.isEmpty() || !text.getFirst().equals(HEAD)) {
      String head = text.isEmpty() ? "" : text.getFirst();
      return head.startsWith("cuesta-deploy-order ")
          ? "was written by a newer version ('" + head + "', this one knows '" + HEAD + "')"
          : "is damaged (first line is not '" + HEAD + "')";
    }
    for (String line : text.subList(1, text.size())) {
      if (!line.matches("[0-9a-f]{64} [^/]+")) {
        return "is damaged (line " + (read.size() + 2) + ")";
      }
      read.add(new Line(line.substring(65), line.substring(0, 64)));
    }
    return "";
  }

  private void setAside(String problem) throws IOException {
    Path aside = path.resolveSibling("order.txt.unreadable");
    Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
    LOG.warn(
        "{} {}; set aside as {}, plugins are deployed by the age of their files",
        path,
        problem,
        aside.getFileName());
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  /** The file is the latest. */
  void last(String file, String hash) throws IOException {
    lines.removeIf(line -> line.file().equals(file));
    lines.add(new Line(file, hash));
    save();
  }

  void remove(String file) throws IOException {
    if (lines.removeIf(line -> line.file().equals(file))) {
      save();
    }
  }

  private void save() throws IOException {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    lines.forEach(line -> text.append(line.hash()).append(' ').append(line.file()).append('\n'));
    Durable.write(path, text.toString());
  }
}
