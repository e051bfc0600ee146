package cuesta.api.blob;

import java.util.regex.Pattern;

/**
 * Bytes that never change, named by what they are.
 *
 * @param hash the SHA-256 of the bytes: 64 lower-case hexadecimal digits
 * @param size how many bytes
 */
public record Blob(String hash, long size) {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** Checks the name. */
  public Blob {
    check(hash);
    if (size < 0) {
      throw new IllegalArgumentException("blob " + hash + " cannot have " + size + " bytes");
    }
  }

  /**
   * Checks a name.
   *
   * @param hash what should be the SHA-256 of bytes
   * @return the same
   * @throws IllegalArgumentException if it is none
   */
  public static String check(String hash) {
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          "'" + hash + "' names no blob; that is 64 lower-case hexadecimal digits");
    }
    return hash;
  }
}
