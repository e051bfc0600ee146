package cuesta.framework.cron;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Outputs as they lie in the store: in the zlib format, for ever. */
final class Deflated {
  private Deflated() {}

  static byte[] pack(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never: it is all in memory
    }
    return packed.toByteArray();
  }

  /** What was packed, up to a length; fails with an IOException if it is damaged. */
  static byte[] unpack(byte[] packed, int most) throws IOException {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      return in.readNBytes(most);
    }
  }
}
