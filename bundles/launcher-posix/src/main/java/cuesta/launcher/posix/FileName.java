package cuesta.launcher.posix;

import cuesta.api.ContainerId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** File names for containers: the id itself where it is plain, which a UUID always is. */
final class FileName {
  private static final int MAX = 200; // file systems stop at 255 bytes

  private FileName() {}

  static String of(ContainerId id) {
    String value = id.value();
    if (value.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*") && value.length() <= MAX) {
      return value;
    }
    // A leading '=' is in no plain name, hence no two ids meet in one file.
    return "=" + HexFormat.of().formatHex(sha256(value));
  }

  private static byte[] sha256(String value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
