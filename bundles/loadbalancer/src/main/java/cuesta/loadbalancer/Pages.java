package cuesta.loadbalancer;

import cuesta.api.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** Makes answers of the proxy's own to what the client reads best: HTML, JSON or plain text. */
final class Pages {
  private Pages() {}

  /**
   * Makes it.
   *
   * @param answer what to say
   * @param accept the client's header; null if there is none
   * @return the response, with its length
   */
  static FullHttpResponse response(Answer answer, String accept) {
    String type;
    String text;
    if (accept != null && accept.contains("text/html")) {
      type = "text/html; charset=utf-8";
      text = html(answer);
    } else if (accept != null && accept.contains("json")) {
      type = "application/json";
      text = json(answer.reason());
    } else {
      type = "text/plain; charset=utf-8";
      text = title(answer) + "\n" + plain(answer.reason()) + "\n";
    }
    ByteBuf body = Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, answer.status(), body);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, type);
    headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    if (answer.status().code() == 503) {
      headers.set(HttpHeaderNames.RETRY_AFTER, "1");
    }
    if (!answer.location().isEmpty()) {
      headers.set(HttpHeaderNames.LOCATION, answer.location());
    }
    return response;
  }

  private static String title(Answer answer) {
    return answer.status().code() + " " + answer.status().reasonPhrase();
  }

  private static String plain(Reason reason) {
    StringBuilder text = new StringBuilder(reason.code());
    for (String part : new String[] {reason.subject(), reason.detail(), reason.hint()}) {
      if (!part.isEmpty()) {
        text.append(": ").append(part);
      }
    }
    return text.toString();
  }

  private static String html(Answer answer) {
    String title = title(answer);
    return "<!doctype html><meta charset=utf-8><title>"
        + title
        + "</title><style>body{font:16px/1.5 sans-serif;margin:4em auto;max-width:40em;padding:0"
        + " 1em}</style><h1>"
        + title
        + "</h1><p>"
        + escape(plain(answer.reason()))
        + "</p>\n";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String json(Reason reason) {
    return "{\"code\":"
        + quote(reason.code())
        + ",\"subject\":"
        + quote(reason.subject())
        + ",\"detail\":"
        + quote(reason.detail())
        + ",\"hint\":"
        + quote(reason.hint())
        + "}\n";
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
