package cuesta.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * One exchange. With the JDK's old client: its new one starts an executor, a selector and TLS,
 * which takes longer than a whole {@code ps}.
 */
final class Wire {
  private static final int CONNECT_MS = 5_000;
  private static final int BUFFER = 64 << 10;
  private static final String JSON = "application/json";

  static {
    // It would send a POST a second time by itself if the connection breaks.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private Wire() {}

  /** Nobody took the call. */
  static final class NotSent extends IOException {
    private static final long serialVersionUID = 1L;

    NotSent(IOException cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }

  /** What is sent along. */
  sealed interface Body {
    /** Its type. */
    String type();

    /** Sends it. */
    void write(OutputStream out) throws IOException;
  }

  /** JSON. */
  record Json(String text) implements Body {
    @Override
    public String type() {
      return JSON;
    }

    @Override
    public void write(OutputStream out) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A file as it is. */
  record Content(Path file, LongConsumer sent) implements Body {
    @Override
    public String type() {
      return "application/octet-stream";
    }

    @Override
    public void write(OutputStream out) throws IOException {
      byte[] buffer = new byte[BUFFER];
      long total = 0;
      try (InputStream in = Files.newInputStream(file)) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          out.write(buffer, 0, count);
          total += count;
          sent.accept(total);
        }
      }
    }
  }

  /**
   * What is called.
   *
   * @param method GET, POST, PUT or DELETE
   * @param target below the base
   * @param body if there is one
   * @param once names the call, so that the server does it once even if it arrives twice
   * @param patience how long to wait for bytes; zero for ever
   */
  record Request(
      String method,
      String target,
      Optional<Body> body,
      Optional<String> once,
      Duration patience) {}

  static HttpURLConnection call(Request request, String url, Optional<String> key)
      throws IOException {
    HttpURLConnection call = connection(url);
    call.setInstanceFollowRedirects(false);
    call.setUseCaches(false);
    int patience = (int) request.patience().toMillis();
    call.setConnectTimeout(patience == 0 ? CONNECT_MS : Math.min(patience, CONNECT_MS));
    call.setReadTimeout(patience);
    call.setRequestMethod(request.method());
    call.setRequestProperty("Accept", "*/*");
    key.ifPresent(text -> call.setRequestProperty("Authorization", "Bearer " + text));
    request.once().ifPresent(text -> call.setRequestProperty("Idempotency-Key", text));
    if (!request.method().equals("GET")) {
      // Wanted for whatever changes something, even if no body follows.
      call.setRequestProperty("Content-Type", request.body().map(Body::type).orElse(JSON));
    }
    try {
      if (request.body().isPresent()) {
        call.setDoOutput(true);
        if (request.body().get() instanceof Content content) {
          // Else all of it would be kept in memory first.
          call.setFixedLengthStreamingMode(Files.size(content.file()));
        }
        try (OutputStream out = call.getOutputStream()) {
          request.body().get().write(out);
        }
      }
      call.getResponseCode();
      return call;
    } catch (ConnectException | UnknownHostException | NoRouteToHostException e) {
      throw new NotSent(e);
    }
  }

  private static HttpURLConnection connection(String url) throws IOException {
    try {
      return (HttpURLConnection) new URI(url).toURL().openConnection(Proxy.NO_PROXY);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("'" + url + "' is not a URL", e);
    }
  }

  /** The rest of the answer, whatever its status. */
  static byte[] body(HttpURLConnection call) throws IOException {
    try (InputStream in = stream(call)) {
      return in.readAllBytes();
    }
  }

  static InputStream stream(HttpURLConnection call) throws IOException {
    InputStream in = call.getResponseCode() >= 400 ? call.getErrorStream() : call.getInputStream();
    return in == null ? InputStream.nullInputStream() : in;
  }
}
