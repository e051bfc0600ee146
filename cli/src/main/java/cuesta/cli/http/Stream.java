package cuesta.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;

/**
 * An answer that is read as it comes.
 *
 * @param call where it comes from
 * @param in its bytes
 */
public record Stream(HttpURLConnection call, InputStream in) implements AutoCloseable {
  /** A header that is a number. */
  public long number(String header, long missing) {
    return call.getHeaderFieldLong(header, missing);
  }

  /** A header that is true or false. */
  public boolean flag(String header) {
    return "true".equals(call.getHeaderField(header));
  }

  /** Closes the connection too: its end may never come. */
  @Override
  public void close() {
    call.disconnect();
  }

  /** Reads it to its end, after which the connection can serve the next call. */
  public void drain() throws IOException {
    in.transferTo(java.io.OutputStream.nullOutputStream());
    in.close();
  }
}
