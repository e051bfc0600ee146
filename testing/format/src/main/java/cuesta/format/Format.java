package cuesta.format;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks or applies google-java-format: {@code (check|apply) PATH[,PATH…] MEMORY-FILE}. */
public final class Format {
  private static final int MOST_PASSES = 5;

  private final Formatter formatter = new Formatter();
  private final Formatted known;
  private final boolean apply;

  private Format(Formatted known, boolean apply) {
    this.known = known;
    this.apply = apply;
  }

  /** Exit status 1: a file is not formatted, or is not Java. */
  public static void main(String[] args) throws IOException {
    if (args.length != 3 || !List.of("check", "apply").contains(args[0])) {
      System.err.println("usage: Format (check|apply) PATH[,PATH...] MEMORY-FILE");
      System.exit(2);
    }
    Formatted known = Formatted.load(Path.of(args[2]));
    Format format = new Format(known, args[0].equals("apply"));
    List<String> complaints = format.all(args[1].split(","));
    known.save();
    complaints.forEach(System.err::println);
    if (!complaints.isEmpty()) {
      System.err.println("format: run .ci/format to put this right (or .ci/format PATH...)");
      System.exit(1);
    }
  }

  private List<String> all(String[] roots) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String root : roots) {
      try (Stream<Path> tree = Files.walk(Path.of(root))) {
        tree.filter(Format::isSource).forEach(files::add);
      }
    }
    return files.parallelStream().sorted().map(this::one).flatMap(Optional::stream).toList();
  }

  private static boolean isSource(Path file) {
    if (!file.toString().endsWith(".java")) {
      return false;
    }
    for (Path part : file) {
      if (part.toString().equals("target")) {
        return false; // generated: nobody reads it, and nobody could mend it
      }
    }
    return true;
  }

  /**
   * Formats until nothing moves any more: the formatter needs a second pass for some long
   * concatenations, and what it left after the first would be refused by the next check.
   */
  private String settled(String source) throws FormatterException {
    String before = source;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      String after = formatter.formatSourceAndFixImports(before);
      if (after.equals(before)) {
        return after;
      }
      before = after;
    }
    return before;
  }

  private Optional<String> one(Path file) {
    try {
      String source = Files.readString(file);
      if (known.contains(source)) {
        return Optional.empty();
      }
      String formatted = settled(source);
      if (apply && !formatted.equals(source)) {
        Files.writeString(file, formatted);
      }
      if (!apply && !formatted.equals(source)) {
        return Optional.of("format: " + file + " is not in google-java-format");
      }
      known.add(formatted);
      return Optional.empty();
    } catch (FormatterException e) {
      return Optional.of("format: " + file + " does not parse: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
