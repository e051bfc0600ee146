package cuesta.framework.ci.language;

/**
 * Where something is written, and how it came from there.
 *
 * @param file the path of the file
 * @param line from 1
 * @param via {@code extends .base}, {@code default}, {@code global}, {@code !reference [.base,
 *     script]}, {@code anchor base}; empty if it stands where it is used
 */
public record Origin(String file, int line, String via) {
  /** The same place by a way; the first way is the one that is told. */
  Origin by(String way) {
    return via.isEmpty() ? new Origin(file, line, way) : this;
  }

  /** {@code FILE:LINE}. */
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
