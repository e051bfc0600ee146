package cuesta.loadbalancer;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of a client: one request at a time, in their order. On its loop's thread. */
final class Client extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Client.class);

  private final Lane lane;
  private final Limits limits;
  private final boolean refused;
  private final RequestDecoder decoder;
  private final AnswerEncoder encoder = new AnswerEncoder();
  private ChannelHandlerContext ctx;
  private SocketChannel channel;
  private Exchange exchange;
  private Tunnel tunnel;
  private Intake intake;
  private Peer peer;
  private Farewell farewell;
  private boolean inputEnded;
  private boolean full;
  private long fullSince;
  private long idleSince;

  Client(Lane lane, boolean refused) {
    this.lane = lane;
    this.limits = lane.site().limits();
    this.refused = refused;
    this.decoder = new RequestDecoder(limits.sizes());
    this.idleSince = lane.now();
  }

  void addTo(ChannelPipeline pipeline) {
    pipeline.addLast(encoder, decoder, this);
  }

  Lane lane() {
    return lane;
  }

  Peer peer() {
    return peer;
  }

  Intake intake() {
    return intake;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    channel = (SocketChannel) context.channel();
    intake = new Intake(channel);
    peer = new Peer(channel);
    decoder.slow(intake);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (refused) {
      answer(Answer.full(), null, false, true);
      leave();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object msg) {
    if (tunnel != null) {
      tunnel.fromClient(msg);
    } else if (farewell != null || !(msg instanceof HttpObject)) {
      ReferenceCountUtil.release(msg);
    } else {
      take(msg);
    }
  }

  private void take(Object msg) {
    if (exchange != null) {
      exchange.body((HttpContent) msg);
    } else if (msg instanceof HttpRequest request) {
      decoder.headEnded();
      exchange = new Exchange(this, request);
      exchange.start();
    } else {
      // The rest of a request that was refused.
      ReferenceCountUtil.release(msg);
    }
  }

  /** The request under way is complete: what follows is not looked at before it is answered. */
  void bodyEnded() {
    decoder.hold();
  }

  /**
   * The exchange is over.
   *
   * @param keepAlive whether another may follow
   */
  void finished(boolean keepAlive) {
    exchange = null;
    idleSince = lane.now();
    if (!keepAlive) {
      leave();
      return;
    }
    intake.resume(Intake.FULL | Intake.UNREADY);
    if (inputEnded) {
      leave();
    } else {
      next();
    }
  }

  /** Begins the next request; but who does not take the answers is not served on. */
  private void next() {
    if (channel.isWritable()) {
      decoder.letGo();
      if (exchange != null) {
        exchange.flush();
      }
    }
  }

  boolean isInputEnded() {
    return inputEnded;
  }

  /** From now on bytes go through as they are. */
  void tunnel(Tunnel through) {
    tunnel = through;
    exchange = null;
    channel.pipeline().remove(encoder);
  }

  /** What was read ahead goes through first. */
  void startTunnel() {
    channel.pipeline().remove(decoder);
    channelReadComplete(ctx);
    intake.resume(Intake.ANY);
  }

  SocketChannel channel() {
    return channel;
  }

  /** The next answer is one to HEAD. */
  void expect(boolean head) {
    encoder.answer(head);
  }

  void write(Object msg) {
    ctx.write(msg, ctx.voidPromise());
  }

  void flush() {
    ctx.flush();
  }

  boolean isWritable() {
    return channel.isWritable();
  }

  /**
   * Writes an answer of the proxy's own.
   *
   * @param answer what to say
   * @param accept the request's header, or null
   * @param head whether the request was HEAD
   * @param close whether it is the last one
   */
  void answer(Answer answer, String accept, boolean head, boolean close) {
    FullHttpResponse response = Pages.response(answer, accept);
    if (close) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    encoder.answer(head);
    write(response);
    flush();
  }

  /** Ends after what was written. */
  private void leave() {
    if (farewell != null) {
      return;
    }
    channel.pipeline().remove(decoder);
    farewell = new Farewell(lane, channel, inputEnded);
    intake.resume(Intake.ANY);
  }

  /** Closes at once. */
  void cut() {
    channel.close();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (tunnel != null) {
      tunnel.flushToInstance();
    } else if (exchange != null) {
      exchange.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    boolean writable = channel.isWritable();
    full = !writable;
    fullSince = lane.now();
    if (tunnel != null) {
      tunnel.clientWritable(writable);
    } else if (exchange != null) {
      exchange.clientWritable(writable);
    } else if (farewell != null) {
      farewell.taken();
    } else if (writable) {
      next();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object evt) {
    if (!(evt instanceof ChannelInputShutdownEvent)) {
      return;
    }
    inputEnded = true;
    if (tunnel != null) {
      tunnel.clientEnded();
    } else if (farewell != null) {
      farewell.inputEnded();
    } else if (exchange == null) {
      leave();
    } else if (!exchange.isRequestDone()) {
      // Half a request: nobody waits for an answer.
      cut();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (tunnel != null) {
      tunnel.clientGone();
    } else if (exchange != null) {
      Exchange former = exchange;
      exchange = null;
      former.abandon();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("connection of a client failed", cause);
    cut();
  }

  /** Looks at deadlines. */
  void sweep(long now) {
    Limits.Times times = limits.times();
    if (full && tunnel == null && now - fullSince > times.idle().toNanos()) {
      cut();
    } else if (farewell != null) {
      farewell.sweep(now);
    } else if (tunnel != null) {
      tunnel.sweep(now, times);
    } else if (exchange != null) {
      exchange.sweep(now);
    } else if (decoder.isStuck(now, times.head().toNanos())) {
      answer(Answer.tooSlow("the head of the request"), null, false, true);
      leave();
    } else if (!decoder.hasBegun() && isIdleTooLong(now, times)) {
      leave();
    }
  }

  private boolean isIdleTooLong(long now, Limits.Times times) {
    Site site = lane.site();
    if (site.isDraining()) {
      long since = Math.min(now - idleSince, now - site.drainingSince());
      return since > times.drainIdle().toNanos();
    }
    return now - idleSince > times.idle().toNanos();
  }
}
