package cuesta.benchmarks.launch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows for people in Markdown, the same for programs in JSON. One thread. */
public final class Report {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final List<String> lines = new ArrayList<>();
  private final Map<String, Object> json = new LinkedHashMap<>();
  private final String name;

  /**
   * Nothing yet.
   *
   * @param name of the files
   */
  public Report(String name) {
    this.name = name;
    lines.add("| Figure | Measured | Target |");
    lines.add("|---|---|---|");
  }

  /**
   * A row; each is printed as soon as it is known.
   *
   * @param figure what was measured
   * @param measured what came out
   * @param target what should; empty if nobody said
   */
  public void row(String figure, String measured, String target) {
    String line = "| " + figure + " | " + measured + " | " + target + " |";
    lines.add(line);
    System.out.println(line);
    json.put(figure, measured);
  }

  void latency(String name, Figures figures, Floor.Result floor, String target) {
    row(
        name + ", median / p99",
        String.format(
            Locale.ROOT,
            "%.1f / %.1f ms (floor %.1f / %.1f)",
            figures.median(),
            figures.p99(),
            floor.running().median(),
            floor.running().p99()),
        target);
  }

  /**
   * A row with a number.
   *
   * @param name what was measured
   * @param form of the number
   * @param value the number
   * @param target what should come out; empty if nobody said
   */
  public void number(String name, String form, double value, String target) {
    row(name, String.format(Locale.ROOT, form, value), target);
  }

  /**
   * Writes both files.
   *
   * @param dir where
   * @throws IOException if that fails
   */
  public void write(Path dir) throws IOException {
    Files.createDirectories(dir);
    Files.writeString(dir.resolve(name + ".md"), String.join("\n", lines) + "\n");
    Files.writeString(dir.resolve(name + ".json"), JSON.writeValueAsString(json) + "\n");
    System.out.println("written: " + dir.resolve(name + ".md") + " and " + name + ".json");
  }
}
