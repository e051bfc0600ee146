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
import java.time.Duration;
import java.util.Optional;

/**
 * One exchange. With the JDK's old client: its new one starts an executor, a selector and TLS,
 * which takes longer than a whole {@code ps}.
 */
final class Wire {
  private static final int CONNECT_MS = 5_000;

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

  /**
   * What is called.
   *
   * @param method GET, POST, PUT or DELETE
   * @param target below the base
   * @param body JSON, if there is some
   * @param once names the call, so that the server does it once even if it arrives twice
   * @param patience how long to wait for bytes; zero for ever
   */
  record Request(
      String method,
      String target,
      Optional<String> body,
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
      call.setRequestProperty("Content-Type", "application/json");
    }
    try {
      if (request.body().isPresent()) {
        call.setDoOutput(true);
        try (OutputStream out = call.getOutputStream()) {
          out.write(request.body().get().getBytes(StandardCharsets.UTF_8));
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
