package cuesta.core.edge.link;

import com.google.protobuf.MessageLite;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import io.grpc.stub.CallStreamObserver;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What waits to be written on one stream. Any thread adds, without ever waiting; encoding and
 * writing happen on the stream's event loop, so that the engine's thread pays for neither, and
 * nothing here needs a lock.
 *
 * @param <T> what is added
 * @param <M> what is written
 */
final class Outbox<T, M extends MessageLite> {
  private final CallStreamObserver<M> out;
  private final Function<T, M> codec;
  private final Executor eventLoop;
  private final LinkLimits limits;
  private final Pulse pulse;
  private final Consumer<Reason> broken;

  private final ConcurrentLinkedQueue<T> added = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger(); // added or encoded
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean full;
  private volatile Runnable end;

  // On the event loop only.
  private final ArrayDeque<M> encoded = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  Outbox(
      CallStreamObserver<M> out,
      Function<T, M> codec,
      Executor eventLoop,
      LinkLimits limits,
      Pulse pulse,
      Consumer<Reason> broken) {
    this.out = out;
    this.codec = codec;
    this.eventLoop = eventLoop;
    this.limits = limits;
    this.pulse = pulse;
    this.broken = broken;
  }

  /** Adds a message. Any thread. */
  void add(T message) {
    if (waiting.incrementAndGet() > limits.outboxMessages()) {
      full = true; // stays counted: nothing is added any more
    } else {
      added.add(message);
    }
    wake();
  }

  /** Runs a last action on the event loop, after what was added before is written. Any thread. */
  void finish(Runnable last) {
    end = last;
    wake();
  }

  private void wake() {
    if (woken.compareAndSet(false, true)) {
      try {
        eventLoop.execute(this::write);
      } catch (RejectedExecutionException e) {
        // The event loop has ended, and all streams with it.
      }
    }
  }

  /** Writes what the stream takes. On the event loop. */
  void write() {
    woken.set(false); // first, or what is added from now on might lie there
    if (closed) {
      added.clear();
      return;
    }
    try {
      encode();
      while (!encoded.isEmpty() && out.isReady()) {
        M next = encoded.poll();
        bytes -= next.getSerializedSize();
        waiting.decrementAndGet();
        out.onNext(next);
        pulse.spoken(System.nanoTime());
      }
    } catch (RuntimeException e) {
      fail(Reason.of(Reasons.INTERNAL, "", "a message could not be written: " + e));
      return;
    }
    settle();
  }

  private void encode() {
    for (T message = added.poll(); message != null; message = added.poll()) {
      M next = codec.apply(message);
      encoded.add(next);
      bytes += next.getSerializedSize();
    }
  }

  private void settle() {
    if (full || (bytes > limits.outboxBytes() && encoded.size() > 1)) {
      fail(
          Reason.of(
              Reasons.OVERLOADED,
              "",
              waiting.get() + " messages with " + bytes + " bytes wait to be read by the other end",
              "open a new stream; nothing is lost, what matters is repeated"));
    } else if (encoded.isEmpty() && end != null) {
      close();
      end.run();
    }
  }

  private void fail(Reason why) {
    close();
    broken.accept(why);
  }

  /** Says whether nothing waits and the stream would take a message. On the event loop. */
  boolean isIdle() {
    return !closed && encoded.isEmpty() && added.isEmpty() && out.isReady();
  }

  /** Nothing is written any more. On the event loop. */
  void close() {
    closed = true;
    encoded.clear();
    added.clear();
  }
}
