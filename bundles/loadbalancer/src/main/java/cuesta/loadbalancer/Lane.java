package cuesta.loadbalancer;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One loop with the connections that belong to it. Everything runs on the loop's thread unless it
 * says otherwise.
 */
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /** Deadlines are looked at that often: one timer for all connections costs next to nothing. */
  private static final long SWEEP_MILLIS = 250;

  private final int index;
  private final Site site;
  private final EventLoop loop;
  private final ByteBufAllocator buffers;
  private final Set<Client> clients = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean sweeping;

  Lane(int index, Site site, EventLoop loop, ByteBufAllocator buffers) {
    this.index = index;
    this.site = site;
    this.loop = loop;
    this.buffers = buffers;
  }

  Site site() {
    return site;
  }

  EventLoop loop() {
    return loop;
  }

  /**
   * The time.
   *
   * @return nanoseconds from some instant
   */
  long now() {
    return System.nanoTime();
  }

  /**
   * Serves a client's connection.
   *
   * @param connection in blocking mode
   * @param refused whether there are too many
   */
  void adopt(SocketChannel connection, boolean refused) {
    NioSocketChannel channel;
    try {
      channel = new NioSocketChannel(null, connection);
    } catch (RuntimeException e) {
      // Reset before it was looked at.
      LOG.debug("connection of a client is broken", e);
      closeQuietly(connection);
      site.leave();
      return;
    }
    prepare(channel);
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    Client client = new Client(this, refused);
    clients.add(client);
    client.addTo(channel.pipeline());
    channel.closeFuture().addListener(closed -> left(client));
    loop.register(channel);
    sweepSoon();
  }

  private void left(Client client) {
    if (clients.remove(client)) {
      site.leave();
    }
  }

  private static void closeQuietly(SocketChannel connection) {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("connection of a client does not close", e);
    }
  }

  private void prepare(NioSocketChannel channel) {
    channel.config().setAllocator(buffers);
    channel.config().setTcpNoDelay(true);
  }

  /**
   * A connection to an instance: an idle one, or a new one that is to be dialled.
   *
   * @param exchange it is for
   * @param instance to go to
   * @param maxIdle for how long an idle one may have been so; negative for a new one
   * @return the connection
   */
  Upstream connect(Exchange exchange, Instance instance, long maxIdle) {
    Upstream idle = instance.pool(index).take(now(), maxIdle);
    if (idle != null) {
      idle.assign(exchange);
      return idle;
    }
    NioSocketChannel channel = new NioSocketChannel();
    prepare(channel);
    // A write that fails must not close it: the answer that explains it may be there to be read.
    channel.config().setAutoClose(false);
    channel.config().setConnectTimeoutMillis((int) site.limits().times().connect().toMillis());
    Upstream made = new Upstream(this, instance, channel);
    made.assign(exchange);
    made.addTo(channel.pipeline());
    loop.register(channel);
    return made;
  }

  /** Connects what {@link #connect} made; the exchange may hear of it before the return. */
  void dial(Upstream made) {
    Instance instance = made.instance();
    if (instance.needsLookup()) {
      Thread.ofVirtual().start(() -> lookUp(instance, made));
    } else {
      dial(instance, made);
    }
  }

  /** On a thread of its own. */
  private void lookUp(Instance instance, Upstream made) {
    try {
      SocketAddress address = instance.address();
      loop.execute(() -> made.dial(address));
    } catch (UnknownHostException e) {
      loop.execute(() -> made.failed(e));
    }
  }

  private static void dial(Instance instance, Upstream made) {
    try {
      made.dial(instance.address());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the address is a literal", e);
    }
  }

  /** Keeps a connection for later, or closes it. */
  void keep(Upstream connection) {
    Instance instance = connection.instance();
    if (instance.isRemoved() || site.isDraining() || !instance.pool(index).give(connection)) {
      connection.close();
    } else {
      sweepSoon();
    }
  }

  void forget(Upstream connection) {
    connection.instance().pool(index).forget(connection);
  }

  /** Closes idle connections to an instance that is not wanted any more. */
  void dismiss(List<Instance> removed) {
    removed.forEach(instance -> instance.pool(index).clear());
  }

  /** Cuts everything. */
  void cut() {
    new ArrayList<>(clients).forEach(Client::cut);
  }

  private void sweepSoon() {
    if (!sweeping) {
      sweeping = true;
      loop.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void sweep() {
    sweeping = false;
    long now = now();
    for (Client client : new ArrayList<>(clients)) {
      client.sweep(now);
    }
    boolean idle = false;
    for (Instance instance : site.fleet().instances()) {
      idle |= instance.pool(index).sweep(now);
    }
    if (idle || !clients.isEmpty()) {
      sweepSoon();
    }
  }
}
