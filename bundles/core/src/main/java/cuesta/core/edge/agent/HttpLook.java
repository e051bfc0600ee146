package cuesta.core.edge.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One GET, on a connection of its own: what is asked is whether the task takes new ones. Succeeds
 * with the head of the answer; redirects are not followed, and count as Mesos counts them.
 */
final class HttpLook {
  private static final int OK = 200;
  private static final int BAD = 400;

  /** So much of the body of a bad answer is read: enough to see what it is about. */
  private static final int BODY = 1024;

  private final ExecutorService threads;
  private final String url;
  private volatile int status;

  private HttpLook(ExecutorService threads, String url) {
    this.threads = threads;
    this.url = url;
  }

  static Found look(ExecutorService threads, int port, String path, Duration timeout)
      throws InterruptedException {
    return new HttpLook(threads, "http://" + TcpLook.HOST + ":" + port + path).within(timeout);
  }

  /** The deadline is for all of it; those of a socket are for each read. */
  private Found within(Duration timeout) throws InterruptedException {
    Future<Found> asking = threads.submit(() -> ask((int) timeout.toMillis()));
    try {
      return asking.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return status == 0
          ? Found.failed("no answer from " + url + " within " + timeout.toMillis() + " ms")
          : bad("no body within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException broken) {
        return Found.failed("no answer from " + url, words(broken));
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      asking.cancel(true); // closes its socket
    }
  }

  private static String words(IOException broken) {
    return broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
  }

  private Found bad(String more) {
    return Found.failed(status + " from " + url, more);
  }

  private Found ask(int timeoutMillis) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
    try {
      connection.setConnectTimeout(timeoutMillis);
      connection.setReadTimeout(timeoutMillis);
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestProperty("Connection", "close");
      connection.setRequestProperty("User-Agent", "cuesta-check");
      connection.setRequestProperty("Accept", "*/*");
      int code = connection.getResponseCode();
      if (code < 0) {
        return Found.failed("the answer from " + url + " is not HTTP");
      }
      status = code;
      return code >= OK && code < BAD
          ? Found.passed(code + " from " + url)
          : bad(body(connection.getErrorStream()));
    } finally {
      connection.disconnect();
    }
  }

  private static String body(InputStream in) {
    if (in == null) {
      return "";
    }
    try {
      return new String(in.readNBytes(BODY), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // the status says enough
    }
  }
}
