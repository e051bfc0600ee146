package cuesta.blobs.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The masters' blobs over HTTP. Asks who it is told leads, and whom that one names instead. Blocks,
 * but never for long without a byte.
 *
 * @param key the cluster key
 */
record Masters(String key) {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** A put is answered when the copies are there, for which a master waits for 30 s. */
  private static final Duration SILENCE = Duration.ofSeconds(90);

  /** A reason has a few hundred bytes. */
  private static final int MAX_REASON = 64 << 10;

  private static final int REDIRECT = 307;
  private static final int FULL = 507;
  private static final int BUFFER = 64 << 10;

  private static final JsonFactory JSON = new JsonFactory();

  /** A master does not take what it was sent, and will not the next time. */
  static final class Declined extends IOException {
    private static final long serialVersionUID = 1L;

    Declined(String message) {
      super(message);
    }
  }

  /**
   * Reads a blob.
   *
   * @param out where to
   * @throws NoSuchFileException if no master has it
   * @throws ConnectException if the answer broke off, or there was none
   */
  void get(URI leader, String hash, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = answered(ask(leader, "/blobs/" + hash), hash)) {
      for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
        out.write(buffer, 0, count);
      }
    }
  }

  private static int read(InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /**
   * Gives a blob, unless it is there. It is asked first: that costs little, shows who leads by now,
   * and keeps what is there for another hour.
   *
   * @throws ConnectException if there was no answer, or no room
   */
  void put(URI leader, String hash, Path file) throws IOException {
    HttpURLConnection look = ask(leader, "/blobs/" + hash + "?look=true");
    if (status(look) != HttpURLConnection.HTTP_NOT_FOUND) {
      answered(look, hash).close();
      return;
    }
    HttpURLConnection call = call(URI.create(look.getURL().toString()).resolve("/blobs/" + hash));
    call.setRequestMethod("PUT");
    call.setRequestProperty("Content-Type", "application/octet-stream");
    call.setDoOutput(true);
    call.setFixedLengthStreamingMode(Files.size(file));
    try (InputStream in = Files.newInputStream(file)) {
      send(call, in);
    }
    answered(call, hash).close();
  }

  private static void send(HttpURLConnection call, InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = call.getOutputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // Who refuses does not read to the end; the answer says why, if there is one.
      if (!refused(call)) {
        throw unreachable(e);
      }
    }
  }

  private static boolean refused(HttpURLConnection call) {
    try {
      return call.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpURLConnection call(URI target) throws IOException {
    HttpURLConnection call = (HttpURLConnection) target.toURL().openConnection(Proxy.NO_PROXY);
    call.setInstanceFollowRedirects(false);
    call.setConnectTimeout((int) CONNECT.toMillis());
    call.setReadTimeout((int) SILENCE.toMillis());
    call.setRequestProperty("Authorization", "Bearer " + key);
    return call;
  }

  /** Asks with GET, and once more whom the answer names. */
  private HttpURLConnection ask(URI leader, String target) throws IOException {
    HttpURLConnection call = call(leader.resolve(target));
    return status(call) == REDIRECT ? follow(call) : call;
  }

  private static InputStream answered(HttpURLConnection call, String hash) throws IOException {
    return switch (status(call)) {
      case HttpURLConnection.HTTP_OK -> call.getInputStream();
      case HttpURLConnection.HTTP_NOT_FOUND ->
          throw new NoSuchFileException("blob " + hash, null, "no master has it any more");
      // Masters that change, a disk that is full: both pass.
      case REDIRECT, HttpURLConnection.HTTP_UNAVAILABLE, FULL ->
          throw new ConnectException(reason(call));
      default -> throw declined(call);
    };
  }

  /** A fault of a master's own says nothing of what it was asked. */
  private static IOException declined(HttpURLConnection call) throws IOException {
    return status(call) < HttpURLConnection.HTTP_INTERNAL_ERROR
        ? new Declined(reason(call))
        : new IOException(reason(call));
  }

  private HttpURLConnection follow(HttpURLConnection call) throws IOException {
    String location = call.getHeaderField("Location");
    if (location == null) {
      throw new ConnectException(call.getURL() + " does not say where to go");
    }
    try {
      return call(URI.create(location));
    } catch (IllegalArgumentException e) {
      throw new IOException(call.getURL() + " leads to " + location + ", which is no address", e);
    }
  }

  private static int status(HttpURLConnection call) throws IOException {
    try {
      return call.getResponseCode();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private static ConnectException unreachable(IOException e) {
    ConnectException told = new ConnectException("the leading master cannot be reached: " + e);
    told.initCause(e);
    return told;
  }

  /** What a master says, which is a reason as JSON. */
  private static String reason(HttpURLConnection call) throws IOException {
    String told = call.getURL().getAuthority() + " answered " + call.getResponseCode();
    try (InputStream error = call.getErrorStream()) {
      if (error == null) {
        return told;
      }
      try (JsonParser in = JSON.createParser(error.readNBytes(MAX_REASON))) {
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
          if (token == JsonToken.VALUE_STRING && !in.getText().isEmpty()) {
            told += " " + in.getText();
          }
        }
      }
    } catch (JsonProcessingException e) {
      return told; // no master's words
    }
    return told;
  }
}
