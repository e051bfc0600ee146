package cuesta.election.zookeeper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a client and the server: cuts connections after a number of bytes in one
 * direction, so that a request or only its answer is lost, and holds back everything when muted.
 */
final class Proxy implements AutoCloseable {
  private static final int NEVER = -1;

  private final int target;
  private final ServerSocket socket;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong toServerLeft = new AtomicLong(NEVER);
  private final AtomicLong toClientLeft = new AtomicLong(NEVER);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition unmuted = lock.newCondition();
  private boolean muted;
  private volatile boolean closed;

  Proxy(int target) throws IOException {
    this.target = target;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  void mute() {
    lock.lock();
    muted = true;
    lock.unlock();
  }

  void unmute() {
    lock.lock();
    muted = false;
    unmuted.signalAll();
    lock.unlock();
  }

  /** Cuts when so many bytes more have gone to the server. */
  void cutAfterSending(int bytes) {
    toServerLeft.set(bytes);
  }

  /** Cuts when so many bytes more have come from the server. */
  void cutAfterReceiving(int bytes) {
    toClientLeft.set(bytes);
  }

  void cut() {
    toServerLeft.set(NEVER);
    toClientLeft.set(NEVER);
    for (Socket one : open) {
      close(one);
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = socket.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        closed = true; // by close(), and nobody connects any more
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    open.add(server);
    try {
      awaitUnmuted();
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      Thread.ofVirtual().start(() -> pump(client, server, toServerLeft));
      pump(server, client, toClientLeft);
    } catch (IOException e) {
      close(client);
      close(server);
    }
  }

  private void pump(Socket from, Socket to, AtomicLong left) {
    byte[] buffer = new byte[4_096];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitUnmuted();
        int passed = pass(n, left);
        out.write(buffer, 0, passed);
        if (passed < n) {
          cut();
          return;
        }
      }
    } catch (IOException e) {
      // One side has gone: so goes the other.
    } finally {
      close(from);
      close(to);
    }
  }

  private static int pass(int bytes, AtomicLong left) {
    long before = left.getAndUpdate(l -> l < 0 ? l : Math.max(0, l - bytes));
    return before < 0 ? bytes : (int) Math.min(before, bytes);
  }

  private void awaitUnmuted() throws IOException {
    lock.lock();
    try {
      while (muted && !closed) {
        unmuted.await();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      lock.unlock();
    }
  }

  private void close(Socket one) {
    open.remove(one);
    try {
      one.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    unmute();
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    cut();
  }
}
