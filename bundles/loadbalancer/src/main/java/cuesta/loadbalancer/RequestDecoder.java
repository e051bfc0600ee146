package cuesta.loadbalancer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/**
 * Reads requests, strictly and one at a time: what follows one stays bytes until it is let go,
 * since it takes less room so, and may turn out to be of another protocol. Knows how long it is at
 * a head. On its loop's thread.
 */
final class RequestDecoder extends HttpRequestDecoder {
  private ChannelHandlerContext ctx;
  private Intake intake;
  private boolean held;
  private boolean behind;
  private boolean decoding;
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

  /** What to stop when more comes than is let go. */
  void slow(Intake source) {
    intake = source;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) throws Exception {
    super.handlerAdded(context);
    ctx = context;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object msg) throws Exception {
    if (atHead && !begun) {
      begin();
    }
    read(context, msg);
  }

  private void begin() {
    begun = true;
    begunAt = System.nanoTime();
  }

  private void read(ChannelHandlerContext context, Object msg) throws Exception {
    behind = false;
    decoding = true;
    try {
      super.channelRead(context, msg);
    } finally {
      decoding = false;
    }
    if (behind) {
      intake.pause(Intake.BEHIND);
    } else {
      intake.resume(Intake.BEHIND);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (held) {
      behind = true;
    } else {
      super.decode(context, in, out);
    }
  }

  /** A head is complete. */
  void headEnded() {
    atHead = false;
    begun = false;
  }

  /** A request is complete: a head comes next, but not before {@link #letGo}. */
  void hold() {
    atHead = true;
    begun = false;
    held = true;
  }

  /** Goes on with what is there. */
  void letGo() {
    held = false;
    // Else the one who called was called from here, and it goes on by itself.
    if (behind && !decoding) {
      begin();
      try {
        read(ctx, Unpooled.EMPTY_BUFFER);
      } catch (Exception e) {
        ctx.fireExceptionCaught(e);
      }
    }
  }

  /**
   * Whether bytes of a head came, but not all.
   *
   * @param now the time
   * @param nanos for how long it may be so
   */
  boolean isStuck(long now, long nanos) {
    return hasBegun() && now - begunAt > nanos;
  }

  boolean hasBegun() {
    return atHead && begun && !held;
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
  }
}
