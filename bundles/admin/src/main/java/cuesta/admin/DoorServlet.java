package cuesta.admin;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Door;
import cuesta.admin.http.Incoming;
import cuesta.admin.http.Route;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates between the servlet API and the door. Blocks as long as a stream lasts. */
class DoorServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(DoorServlet.class);

  private static final int BUFFER = 16 << 10;

  private final transient Door door;

  DoorServlet(Door door) {
    this.door = door;
  }

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answer answer = door.answer(incoming(request));
    if (answer.status() == HttpServletResponse.SC_TEMPORARY_REDIRECT) {
      drain(request.getInputStream());
    }
    response.setStatus(answer.status());
    // Nobody may guess that output of a task is a page and run it in our name.
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    answer.headers().forEach(response::setHeader);
    try {
      answer.body().write(response.getOutputStream());
    } catch (IOException e) {
      // Mostly a client that has gone. The stream ends early, which a client can see.
      LOG.debug("reply not sent path={} why={}", request.getRequestURI(), e.toString());
      throw e;
    }
  }

  /**
   * Most clients send all before they read: if we hung up on the rest, they would see a broken
   * connection and not where to go. Only callers with the key are sent elsewhere.
   */
  private static void drain(InputStream body) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = Route.ENDPOINT_LIMIT;
    for (int count = body.read(buffer); count >= 0 && left > 0; count = body.read(buffer)) {
      left -= count;
    }
  }

  private static Incoming incoming(HttpServletRequest request) throws IOException {
    TreeMap<String, List<String>> headers = new TreeMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
    }
    return new Incoming(
        request.getMethod(),
        request.getRequestURI(),
        request.getQueryString() == null ? "" : request.getQueryString(),
        headers,
        request.getContentLengthLong(),
        request.getInputStream(),
        request.getLocalAddr(),
        request.getLocalPort());
  }
}
