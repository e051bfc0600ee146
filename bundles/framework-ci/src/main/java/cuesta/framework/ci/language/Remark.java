package cuesta.framework.ci.language;

/**
 * What is to be said about a line.
 *
 * @param fatal whether there is no pipeline because of it
 * @param file the path of the file
 * @param line from 1; 0 for all of it
 * @param path of the key, like {@code test.artifacts.paths}; may be empty
 * @param text what is the matter
 * @param hint what to do; may be empty
 */
public record Remark(boolean fatal, String file, int line, String path, String text, String hint) {
  /** As compilers say it: {@code FILE:LINE: PATH: TEXT; HINT}. */
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + ": "
        + (path.isEmpty() ? "" : path + ": ")
        + text
        + (hint.isEmpty() ? "" : "; " + hint);
  }
}
