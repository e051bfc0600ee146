package cuesta.framework.ci.launch;

import java.util.List;

/**
 * The lines of a script as one shell script that shows each line before it runs it, as people know
 * it from GitLab's logs.
 */
final class Lines {
  private Lines() {}

  static String shown(List<String> lines) {
    StringBuilder script = new StringBuilder();
    for (String line : lines) {
      script.append("printf '%s\\n' ").append(Shell.quoted(title(line))).append('\n');
      script.append(line.strip()).append('\n');
    }
    return script.toString();
  }

  /** Of several lines the first one stands for all. */
  private static String title(String line) {
    String text = line.strip();
    int end = text.indexOf('\n');
    return end < 0
        ? "$ " + text
        : "$ " + text.substring(0, end) + " # collapsed multi-line command";
  }
}
