package cuesta.loadbalancer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The JDK's WebSocket client, through the proxy to a server that greets. */
class WebSocketTest {
  private static final String KEY = "sec-websocket-key:";

  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      texts.add(data.toString());
      socket.request(1);
      return null;
    }
  }

  private static void greet(RawClient connection, int number) throws IOException {
    String accept = "";
    for (String line : connection.head().split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith(KEY)) {
        accept = accept(line.substring(KEY.length()).trim());
      }
    }
    connection.send(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Accept: "
            + accept
            + "\r\n\r\n");
    connection.send("\u0081\u0005hello");
    // A masked text of three letters: two bytes of head, four of mask.
    String frame = connection.bytes(9);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      text.append((char) (frame.charAt(6 + i) ^ frame.charAt(2 + i)));
    }
    connection.send("\u0081\u0003" + text);
    connection.rest();
  }

  private static String accept(String key) throws IOException {
    try {
      byte[] text =
          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  @Test
  void messagesGoBothWays() throws Exception {
    Listener listener = new Listener();
    try (Door door = Door.open();
        RawServer server = new RawServer(WebSocketTest::greet);
        HttpClient client = HttpClient.newHttpClient()) {
      door.route(server.port());
      URI uri = URI.create(door.url("/chat").replace("http:", "ws:"));
      WebSocket socket =
          client.newWebSocketBuilder().buildAsync(uri, listener).get(20, TimeUnit.SECONDS);
      assertEquals("hello", listener.texts.poll(20, TimeUnit.SECONDS));
      socket.sendText("abc", true).get(20, TimeUnit.SECONDS);
      assertEquals("abc", listener.texts.poll(20, TimeUnit.SECONDS));
      socket.abort();
      door.awaitQuiet();
    }
  }
}
