package cuesta.loadbalancer;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import java.nio.charset.StandardCharsets;

/** Writes requests to instances. On its loop's thread. */
final class RequestEncoder extends HttpRequestEncoder {
  private static final String VERSION = " HTTP/1.1\r\n";

  /** The decoder makes one character of each byte, so a path in any encoding stays what it was. */
  @Override
  protected void encodeInitialLine(ByteBuf buf, HttpRequest request) {
    buf.writeCharSequence(request.method().asciiName(), StandardCharsets.US_ASCII);
    buf.writeByte(' ');
    buf.writeCharSequence(request.uri(), StandardCharsets.ISO_8859_1);
    buf.writeCharSequence(VERSION, StandardCharsets.US_ASCII);
  }
}
