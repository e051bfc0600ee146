package cuesta.loadbalancer;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** Reads requests, strictly, and knows how long it is at a head. On its loop's thread. */
final class RequestDecoder extends HttpRequestDecoder {
  private boolean atHead;
  private boolean begun;
  private long begunAt;

  RequestDecoder(Limits.Sizes sizes) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(sizes.line())
            .setMaxHeaderSize(sizes.headers()));
    atHead = true;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
    if (atHead && !begun) {
      begun = true;
      begunAt = System.nanoTime();
    }
    super.channelRead(ctx, msg);
  }

  /** A message after which a head follows was read, or one after which none does. */
  void expectHead(boolean head) {
    atHead = head;
    begun = false;
  }

  /**
   * Whether bytes of a head came, but not all.
   *
   * @param now the time
   * @param nanos for how long it may be so
   */
  boolean isStuck(long now, long nanos) {
    return atHead && begun && now - begunAt > nanos;
  }

  boolean hasBegun() {
    return atHead && begun;
  }

  /** What follows a request for another protocol may be of that protocol: it is left undecoded. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage msg) {
    if (msg.headers().contains(HttpHeaderNames.UPGRADE)) {
      setSingleDecode(true);
    }
    return super.isContentAlwaysEmpty(msg);
  }

  /** There was no change of protocol: goes on with what is there. */
  void resume(ChannelHandlerContext ctx) throws Exception {
    setSingleDecode(false);
    super.channelRead(ctx, Unpooled.EMPTY_BUFFER);
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
  }
}
