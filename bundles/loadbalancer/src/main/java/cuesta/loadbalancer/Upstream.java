package cuesta.loadbalancer;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to an instance. On its loop's thread. */
final class Upstream extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);

  private final Lane lane;
  private final Instance instance;
  private final SocketChannel channel;
  private final AnswerDecoder decoder;
  private final RequestEncoder encoder = new RequestEncoder();
  private Exchange exchange;
  private Tunnel tunnel;
  private boolean connected;
  private boolean used;
  private boolean interim;
  private boolean ended;
  private long idleSince;

  Upstream(Lane lane, Instance instance, SocketChannel channel) {
    this.lane = lane;
    this.instance = instance;
    this.channel = channel;
    this.decoder = new AnswerDecoder(lane.site().limits().sizes());
  }

  void addTo(ChannelPipeline pipeline) {
    pipeline.addLast(encoder, decoder, this);
  }

  Instance instance() {
    return instance;
  }

  SocketChannel channel() {
    return channel;
  }

  boolean isConnected() {
    return connected;
  }

  /** Whether a request went over it before. */
  boolean isUsed() {
    return used;
  }

  long idleSince() {
    return idleSince;
  }

  void assign(Exchange to) {
    exchange = to;
  }

  /** Connects. */
  void dial(SocketAddress address) {
    channel.connect(address).addListener((ChannelFuture done) -> dialled(done));
  }

  private void dialled(ChannelFuture done) {
    if (!done.isSuccess()) {
      failed(done.cause());
    } else if (exchange == null) {
      close();
    } else {
      connected = true;
      exchange.connected(this);
      exchange.flush();
    }
  }

  /** There is no connection. */
  void failed(Throwable cause) {
    LOG.debug("instance {} takes no connection", instance.backend().id(), cause);
    Exchange waiting = exchange;
    close();
    if (waiting != null) {
      waiting.notConnected();
    }
  }

  /** The next answer is one to HEAD. */
  void expect(boolean head) {
    decoder.expect(head);
  }

  /** Its exchange is over: it may serve another when what was read is worked off. */
  void free() {
    exchange = null;
    used = true;
    ended = true;
    pause(false);
  }

  /** Ends, whatever is under way. */
  void close() {
    exchange = null;
    channel.close();
  }

  /** From now on bytes go through as they are. */
  void tunnel(Tunnel through) {
    tunnel = through;
    exchange = null;
    channel.config().setAutoClose(true);
    channel.config().setAllowHalfClosure(true);
    channel.pipeline().remove(encoder);
  }

  /** What was read ahead goes through first. */
  void startTunnel() {
    channel.pipeline().remove(decoder);
    tunnel.flushToClient();
  }

  void pause(boolean paused) {
    if (channel.config().isAutoRead() == paused) {
      channel.config().setAutoRead(!paused);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (tunnel != null) {
      tunnel.fromInstance(msg);
    } else if (exchange == null) {
      // Nobody asked: whatever it means, the connection is of no use.
      ReferenceCountUtil.release(msg);
      ctx.close();
    } else {
      answer(msg);
    }
  }

  private void answer(Object msg) {
    if (msg instanceof HttpResponse head) {
      if (head.decoderResult().isFailure()) {
        ReferenceCountUtil.release(msg);
        unreadable(head.decoderResult().cause());
        return;
      }
      int status = head.status().code();
      interim = status < 200 && status != 101;
      if (interim) {
        exchange.interim(head);
      } else {
        exchange.answer(head);
      }
    } else if (msg instanceof HttpContent content) {
      if (interim) {
        interim = false;
        content.release();
      } else if (content.decoderResult().isFailure()) {
        content.release();
        exchange.nonsense(content.decoderResult().cause());
      } else {
        exchange.content(content, content instanceof LastHttpContent);
      }
    }
  }

  private void unreadable(Throwable cause) {
    // Half a head is no answer; that the connection is closed is told next.
    if (!(cause instanceof PrematureChannelClosureException)) {
      exchange.nonsense(cause);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (tunnel != null) {
      tunnel.flushToClient();
    } else if (exchange != null) {
      exchange.flushAnswer();
    } else if (ended && ctx.channel().isActive()) {
      // Only now: had there been more than the answer, it would have come with it.
      ended = false;
      idleSince = lane.now();
      lane.keep(this);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (tunnel != null) {
      tunnel.instanceWritable(ctx.channel().isWritable());
    } else if (exchange != null) {
      exchange.instanceWritable(ctx.channel().isWritable());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
    if (evt instanceof ChannelInputShutdownEvent && tunnel != null) {
      tunnel.instanceEnded();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    Exchange waiting = exchange;
    exchange = null;
    if (tunnel != null) {
      tunnel.instanceGone();
    } else if (waiting == null) {
      lane.forget(this);
    } else if (connected) {
      waiting.closed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("connection to {} of {} failed", instance.backend().id(), channel, cause);
    // A failed write tells nothing yet: what is there to be read, or the end, comes next.
    if (!(cause instanceof IOException)) {
      ctx.close();
    }
  }
}
