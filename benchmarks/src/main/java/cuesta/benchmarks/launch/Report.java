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

/** Rows for people in Markdown, the same for programs in JSON. */
final class Report {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final List<String> lines = new ArrayList<>();
  private final Map<String, Object> json = new LinkedHashMap<>();

  Report() {
    lines.add("| Figure | Measured | Target |");
    lines.add("|---|---|---|");
  }

  /** A row; each is printed as soon as it is known. */
  void row(String name, String measured, String target) {
    String line = "| " + name + " | " + measured + " | " + target + " |";
    lines.add(line);
    System.out.println(line);
    json.put(name, measured);
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

  void number(String name, String form, double value, String target) {
    row(name, String.format(Locale.ROOT, form, value), target);
  }

  void write(Path dir) throws IOException {
    Files.createDirectories(dir);
    Files.writeString(dir.resolve("launch.md"), String.join("\n", lines) + "\n");
    Files.writeString(dir.resolve("launch.json"), JSON.writeValueAsString(json) + "\n");
    System.out.println("written: " + dir.resolve("launch.md") + " and launch.json");
  }
}
