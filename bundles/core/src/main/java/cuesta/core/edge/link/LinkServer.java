package cuesta.core.edge.link;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.protocol.v1.FromAgent;
import cuesta.protocol.v1.FromMaster;
import cuesta.protocol.v1.LinkGrpc;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Where the agents' streams arrive. */
public final class LinkServer implements AutoCloseable {
  private static final long CLOSE_SECONDS = 3;

  private final EventLoops loops = new EventLoops("link-server");
  private final Set<AgentStream> open = new HashSet<>(); // on the event loop only
  private final AgentStreams streams;
  private final LinkLimits limits;
  private final Server server;

  /**
   * Listens.
   *
   * @param host the address
   * @param port the port; 0 for any that is free
   * @param key the cluster key
   * @param limits of each stream
   * @param streams told of everything
   * @throws IOException if the port cannot be had
   */
  public LinkServer(String host, int port, String key, LinkLimits limits, AgentStreams streams)
      throws IOException {
    this.streams = streams;
    this.limits = limits;
    try {
      server = start(new InetSocketAddress(host, port), new LinkKey(key));
    } catch (IOException | RuntimeException e) {
      loops.close();
      throw e;
    }
    long period = limits.period().toNanos();
    loops.loop().scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
  }

  private Server start(InetSocketAddress address, LinkKey key) throws IOException {
    try {
      return NettyServerBuilder.forAddress(address)
          .bossEventLoopGroup(loops.group())
          .workerEventLoopGroup(loops.group())
          .channelType(NioServerSocketChannel.class)
          .directExecutor()
          .maxInboundMessageSize(LinkLimits.MAX_MESSAGE)
          // No answer even to a ping: a connection that nobody ended.
          .keepAliveTime(limits.silence().toNanos(), TimeUnit.NANOSECONDS)
          .intercept(key)
          .addService(new Service())
          .build()
          .start();
    } catch (IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "link.port: cannot listen on "
              + address
              + " ("
              + cause.getMessage()
              + "); give another port, or 0 for any that is free",
          e);
    }
  }

  /**
   * Where it listens.
   *
   * @return the port
   */
  public int port() {
    return server.getPort();
  }

  private final class Service extends LinkGrpc.LinkImplBase {
    @Override
    public StreamObserver<FromAgent> stream(StreamObserver<FromMaster> out) {
      AgentStream stream =
          new AgentStream(
              (ServerCallStreamObserver<FromMaster>) out, streams, loop(), limits, open::remove);
      open.add(stream);
      return stream;
    }
  }

  private Executor loop() {
    return loops.loop();
  }

  private void look() {
    long now = System.nanoTime();
    for (AgentStream stream : List.copyOf(open)) {
      try {
        stream.look(now);
      } catch (
          RuntimeException e) { // one stream's trouble; the others must be looked at, and again
        stream.breakOff(Reason.of(Reasons.INTERNAL, "", "the stream failed: " + e));
      }
    }
  }

  /** Breaks all streams and ends. */
  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loops.close();
  }
}
