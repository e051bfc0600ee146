package cuesta.framework.ci.gather;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Variables that a job hands on, one {@code NAME=VALUE} a line. As in GitLab: there may be none at
 * all, but no comments, no empty lines within, and no value of several lines. Quotes around a whole
 * value are taken off.
 */
final class Dotenv {
  /** GitLab's limits. */
  static final int BYTES = 5 * 1024;

  private static final int VARIABLES = 150;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Dotenv() {}

  /**
   * Reads a report.
   *
   * @param file its name, for errors
   * @param text all of it
   * @return the variables
   * @throws IOException naming the line that is wrong
   */
  static SortedMap<String, String> read(String file, String text) throws IOException {
    TreeMap<String, String> variables = new TreeMap<>();
    int number = 0;
    for (String line : text.strip().lines().toList()) {
      number++;
      int equals = line.indexOf('=');
      String name = equals < 0 ? "" : line.substring(0, equals).strip();
      if (!NAME.matcher(name).matches()) {
        throw new IOException(file + " line " + number + " " + fault(line));
      }
      variables.put(name, unquoted(line.substring(equals + 1).strip()));
    }
    if (variables.size() > VARIABLES) {
      throw new IOException(
          file + " has " + variables.size() + " variables, at most " + VARIABLES + " are taken");
    }
    return variables;
  }

  private static String fault(String line) {
    return line.startsWith("#")
        ? "is a comment; none are taken"
        : "is no NAME=VALUE; names have letters, digits and _";
  }

  private static String unquoted(String value) {
    if (value.length() < 2) {
      return value;
    }
    char first = value.charAt(0);
    boolean quoted = (first == '"' || first == '\'') && value.charAt(value.length() - 1) == first;
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
