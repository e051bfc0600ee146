package cuesta.loadbalancer;

import cuesta.api.balancer.Balancer;
import cuesta.api.balancer.BalancerStats;
import cuesta.api.balancer.RouteTable;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A proxy at work: its loops, and what they share. */
final class Proxy implements Balancer {
  private static final Logger LOG = LoggerFactory.getLogger(Proxy.class);

  private static final int PAGE = 8 << 10;

  /** A chunk of buffers is 256 KiB: what a peak took is soon given back. */
  private static final int MAX_ORDER = 5;

  private static final Duration END = Duration.ofSeconds(2);

  private final Site site;
  private final MultiThreadIoEventLoopGroup loops;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * Starts the loops, with no routes.
   *
   * @param limits it keeps to
   */
  Proxy(Limits limits) {
    this.site = new Site(limits);
    try {
      this.loops =
          new MultiThreadIoEventLoopGroup(
              limits.threads(), this::thread, NioIoHandler.newFactory());
      PooledByteBufAllocator buffers =
          new PooledByteBufAllocator(true, 0, limits.threads(), PAGE, MAX_ORDER, 64, 32, false);
      loops.forEach(loop -> lanes.add(new Lane(lanes.size(), site, (EventLoop) loop, buffers)));
    } finally {
      forgetThread();
    }
  }

  private Thread thread(Runnable work) {
    Thread thread = new FastThreadLocalThread(work, "proxy-" + threads.size());
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  /** The caller's thread lives on, and must not hold on to our classes. */
  private static void forgetThread() {
    FastThreadLocal.removeAll();
  }

  @Override
  public void accept(SocketChannel connection) throws IOException {
    if (site.isDraining()) {
      throw new IOException("the load balancer is closed");
    }
    boolean tooMany = site.enter();
    if (tooMany && site.connections() > 2 * site.limits().connections()) {
      // Even those who are told so are too many.
      site.leave();
      connection.close();
      return;
    }
    Lane lane = lanes.get(Math.floorMod(turn.getAndIncrement(), lanes.size()));
    try {
      lane.loop().execute(() -> lane.adopt(connection, tooMany));
    } catch (RejectedExecutionException e) {
      site.leave();
      throw new IOException("the load balancer is closed", e);
    }
  }

  @Override
  public void route(RouteTable table) {
    List<Instance> removed = site.route(table);
    if (!removed.isEmpty() && !site.isDraining()) {
      lanes.forEach(lane -> lane.loop().execute(() -> lane.dismiss(removed)));
    }
  }

  @Override
  public BalancerStats stats() {
    return new BalancerStats(
        site.routing().revision(), site.connections(), site.fleet().apps(), site.fleet().open());
  }

  /** Whether it has begun to retire. */
  boolean isClosing() {
    return site.isDraining();
  }

  /** One of its loops. */
  EventLoop anyLoop() {
    return lanes.get(0).loop();
  }

  /** Cuts all connections of clients. */
  void cut() {
    lanes.forEach(lane -> lane.loop().execute(lane::cut));
  }

  @Override
  public void close() {
    site.drain(System.nanoTime());
    boolean interrupted = false;
    try {
      site.empty().await(site.limits().times().drain().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    cut();
    try {
      endThreads();
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      forgetThread();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** When it returns, no thread of the library runs any more. */
  private void endThreads() throws InterruptedException {
    loops.shutdownGracefully(0, END.toMillis(), TimeUnit.MILLISECONDS);
    // Done by the library's own executor, so that this has certainly begun when it is waited for.
    loops.terminationFuture().await(END.toMillis());
    for (Thread thread : threads) {
      thread.join(END);
    }
    try {
      GlobalEventExecutor.INSTANCE.awaitInactivity(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IllegalStateException neverStarted) {
      LOG.warn("the threads of a retired load balancer have not ended within {}", END);
    }
  }
}
