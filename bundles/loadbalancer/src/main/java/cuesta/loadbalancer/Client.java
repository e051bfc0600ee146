package cuesta.loadbalancer;

import io.netty.buffer.Unpooled;
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
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of a client: one request at a time, in their order. On its loop's thread. */
final class Client extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Client.class);

  /** Why nothing is read from the client for now; bits. */
  static final int BEHIND = 1;

  static final int FULL = 2;
  static final int UNREADY = 4;
  static final int UPGRADING = 8;

  /** How long a client may take to close after the last answer. */
  private static final long LINGER = TimeUnit.SECONDS.toNanos(2);

  private final Lane lane;
  private final Limits limits;
  private final boolean refused;
  private final RequestDecoder decoder;
  private final AnswerEncoder encoder = new AnswerEncoder();
  private final ArrayDeque<Object> waiting = new ArrayDeque<>();
  private ChannelHandlerContext ctx;
  private SocketChannel channel;
  private Exchange exchange;
  private Tunnel tunnel;
  private int paused;
  private boolean working;
  private boolean lingering;
  private boolean said;
  private long lingeringSince;
  private boolean inputEnded;
  private boolean full;
  private long fullSince;
  private long idleSince;
  private String address;
  private String forwardedFor;
  private String forwardedHost;
  private String forwarded;
  private String localPort;

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

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    channel = (SocketChannel) context.channel();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (refused) {
      answer(Answer.full(), null, false, true);
      linger();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object msg) {
    if (tunnel != null) {
      tunnel.fromClient(msg);
    } else if (lingering || !(msg instanceof HttpObject)) {
      ReferenceCountUtil.release(msg);
    } else if (!waiting.isEmpty() || (exchange != null && exchange.isRequestDone())) {
      waiting.add(msg);
      pause(BEHIND);
    } else {
      take(msg);
    }
  }

  private void take(Object msg) {
    if (exchange != null) {
      exchange.body((HttpContent) msg);
    } else if (msg instanceof HttpRequest request) {
      decoder.expectHead(false);
      exchange = new Exchange(this, request);
      exchange.start();
    } else {
      // The rest of a request that was refused.
      ReferenceCountUtil.release(msg);
    }
  }

  /** The request under way is complete: a head comes next. */
  void bodyEnded() {
    decoder.expectHead(true);
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
      linger();
      return;
    }
    resume(FULL | UNREADY);
    if (!working) {
      work();
    }
  }

  private void work() {
    working = true;
    while (!waiting.isEmpty() && !lingering && (exchange == null || !exchange.isRequestDone())) {
      take(waiting.poll());
    }
    working = false;
    if (exchange != null) {
      exchange.flush();
    }
    if (waiting.isEmpty()) {
      resume(BEHIND);
      if (inputEnded && exchange == null && !lingering) {
        linger();
      }
    }
  }

  /** Stops reading from the client, so that it has to wait. */
  void pause(int why) {
    if (paused == 0) {
      channel.config().setAutoRead(false);
    }
    paused |= why;
  }

  void resume(int why) {
    if (paused != 0) {
      paused &= ~why;
      if (paused == 0) {
        channel.config().setAutoRead(true);
      }
    }
  }

  boolean isPaused() {
    return paused != 0;
  }

  boolean isInputEnded() {
    return inputEnded;
  }

  /** What was left undecoded is HTTP as well: there was no change of protocol. */
  void goOnReading() {
    // Later, since the decoder may be the one that called.
    lane.loop().execute(this::readOn);
  }

  private void readOn() {
    ChannelHandlerContext reading = channel.pipeline().context(decoder);
    if (reading == null) {
      return;
    }
    try {
      decoder.resume(reading);
    } catch (Exception e) {
      exceptionCaught(ctx, e);
    }
    channelReadComplete(ctx);
    resume(UPGRADING);
  }

  /** From now on bytes go through as they are. */
  void tunnel(Tunnel through) {
    tunnel = through;
    exchange = null;
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    channel.pipeline().remove(encoder);
  }

  /** What was read ahead goes through first. */
  void startTunnel() {
    channel.pipeline().remove(decoder);
    channelReadComplete(ctx);
    resume(~0);
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

  /**
   * Ends after what was written. What still comes is read and dropped, since a connection that is
   * closed with bytes unread is reset, and the client might lose the answer.
   */
  private void linger() {
    if (lingering) {
      return;
    }
    lingering = true;
    lingeringSince = lane.now();
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    channel.pipeline().remove(decoder);
    if (inputEnded) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> channel.close());
      return;
    }
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> saidAll());
    resume(~0);
  }

  private void saidAll() {
    said = true;
    lingeringSince = lane.now();
    channel.shutdownOutput();
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
    } else if (lingering) {
      if (said) {
        cut();
      }
    } else if (exchange == null) {
      linger();
    } else if (!exchange.isRequestDone()) {
      // Half a request: nobody waits for an answer.
      cut();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
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
    } else if (lingering) {
      if (said && now - lingeringSince > LINGER) {
        cut();
      }
    } else if (tunnel != null) {
      tunnel.sweep(now, times);
    } else if (exchange != null) {
      exchange.sweep(now);
    } else if (decoder.isStuck(now, times.head().toNanos())) {
      answer(Answer.tooSlow("the head of the request"), null, false, true);
      linger();
    } else if (!decoder.hasBegun() && isIdleTooLong(now, times)) {
      linger();
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

  /** Its address. */
  String address() {
    if (address == null) {
      describe();
    }
    return address;
  }

  /** The header Forwarded, for a host; the same one as last time, mostly. */
  String forwarded(String authority) {
    if (!authority.equals(forwardedHost)) {
      if (forwardedFor == null) {
        describe();
      }
      forwardedHost = authority;
      String host = authority.isEmpty() ? "" : ";host=\"" + authority + "\"";
      forwarded = forwardedFor + host + ";proto=http";
    }
    return forwarded;
  }

  /** The port it came to. */
  String localPort() {
    if (localPort == null) {
      describe();
    }
    return localPort;
  }

  /** Address and port it came to. */
  String localAuthority() {
    InetSocketAddress local = channel.localAddress();
    return local == null ? "localhost" : NetUtil.toSocketAddressString(local);
  }

  private void describe() {
    if (channel.remoteAddress() == null || channel.localAddress() == null) {
      address = "unknown";
      forwardedFor = "for=unknown";
      localPort = "0";
      return;
    }
    InetAddress remote = channel.remoteAddress().getAddress();
    String text = remote.getHostAddress();
    int scope = text.indexOf('%');
    address = scope < 0 ? text : text.substring(0, scope);
    forwardedFor = remote instanceof Inet6Address ? "for=\"[" + address + "]\"" : "for=" + address;
    localPort = Integer.toString(channel.localAddress().getPort());
  }
}
