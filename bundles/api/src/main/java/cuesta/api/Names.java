package cuesta.api;

import java.nio.charset.StandardCharsets;

/**
 * The rules for ids and role names, as Mesos has them, so that whatever is accepted here can be
 * shown to a Mesos client.
 */
public final class Names {
  /** Longest id in bytes of UTF-8: ids become file names, and file systems stop at 255. */
  public static final int MAX_ID_BYTES = 255;

  private Names() {}

  /**
   * Checks an id: not empty, at most {@value #MAX_ID_BYTES} bytes, not {@code .} or {@code ..}, no
   * slash, backslash or control character.
   *
   * @param field what the error message calls it
   * @param value the id
   * @return the id
   * @throws IllegalArgumentException naming the field and the rule
   */
  public static String id(String field, String value) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(field + " is empty; give it a name");
    }
    if (value.equals(".") || value.equals("..")) {
      throw new IllegalArgumentException(field + " may not be '" + value + "'");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '/' || c == '\\' || Character.isISOControl(c)) {
        throw new IllegalArgumentException(
            field + " '" + printable(value) + "' may not contain '/', '\\' or control characters");
      }
    }
    if (value.length() * 3 > MAX_ID_BYTES
        && value.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES) {
      throw new IllegalArgumentException(field + " is longer than " + MAX_ID_BYTES + " bytes");
    }
    return value;
  }

  /**
   * Checks a role: {@code *}, or components separated by {@code /}; a component is not empty, not
   * {@code .}, {@code ..} or {@code *}, does not start with {@code -} and holds no white space or
   * control characters.
   *
   * @param value the role
   * @return the role
   * @throws IllegalArgumentException naming the rule
   */
  public static String role(String value) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("role is empty; use '*' for the default role");
    }
    if (value.equals("*")) {
      return value;
    }
    for (String part : value.split("/", -1)) {
      if (part.isEmpty()
          || part.equals(".")
          || part.equals("..")
          || part.equals("*")
          || part.startsWith("-")
          || part.chars().anyMatch(c -> c == '\\' || c <= ' ' || Character.isISOControl(c))) {
        throw new IllegalArgumentException(
            "role '"
                + printable(value)
                + "' has the bad component '"
                + printable(part)
                + "'; use names separated by '/'");
      }
    }
    return value;
  }

  private static String printable(String value) {
    String cut = value.length() > 80 ? value.substring(0, 80) + "…" : value;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
