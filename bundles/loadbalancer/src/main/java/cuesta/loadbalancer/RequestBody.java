package cuesta.loadbalancer;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The body of a request on its way: how much came and how fast, and what is kept of it, either
 * since no instance is there yet or so that it can be sent to another one. On its loop's thread.
 */
final class RequestBody {
  /** Of a body that nobody wants is read so much, so that the connection can be kept. */
  private static final long DISCARD = 1 << 20;

  private final Limits.Sizes limits;
  private boolean complete;
  private long received;
  private long discarded;
  private long windowAt;
  private long windowReceived;

  /** All that came while it is repeatable, else what could not be sent yet. */
  private List<HttpContent> kept;

  private boolean repeatable;

  /**
   * Nothing came yet.
   *
   * @param limits of its size
   * @param repeatable whether the request may be sent more than once
   * @param now the time
   */
  RequestBody(Limits.Sizes limits, boolean repeatable, long now) {
    this.limits = limits;
    this.repeatable = repeatable;
    this.windowAt = now;
  }

  /** A part came; tells how many bytes. */
  int came(HttpContent content) {
    int bytes = content.content().readableBytes();
    received += bytes;
    complete |= content instanceof LastHttpContent;
    return bytes;
  }

  boolean isComplete() {
    return complete;
  }

  boolean isTooLarge() {
    return received > limits.body();
  }

  /** Whether all that came is still there. */
  boolean isRepeatable() {
    return repeatable;
  }

  /** Keeps a part until there is an instance to send it to. */
  void await(HttpContent content) {
    keep(content);
    if (repeatable && received > limits.replay()) {
      repeatable = false;
    }
  }

  /** A part is sent: keeps a copy as long as that may be of use. */
  void sent(HttpContent content) {
    if (!repeatable) {
      return;
    }
    if (received > limits.replay()) {
      settle();
    } else {
      keep(content.retainedDuplicate());
    }
  }

  private void keep(HttpContent content) {
    if (kept == null) {
      kept = new ArrayList<>(2);
    }
    kept.add(content);
  }

  /** Gives what is kept to an instance. */
  void sendKept(Consumer<HttpContent> to) {
    if (kept == null) {
      return;
    }
    for (HttpContent content : kept) {
      to.accept(repeatable ? content.retainedDuplicate() : content);
    }
    if (!repeatable) {
      kept = null;
    }
  }

  /** It will not be sent again: nothing is kept any more. */
  void settle() {
    repeatable = false;
    if (kept != null) {
      kept.forEach(HttpContent::release);
      kept = null;
    }
  }

  /**
   * Drops a part that nobody wants.
   *
   * @return whether so little was dropped that the connection is worth it
   */
  boolean discard(HttpContent content, int bytes) {
    content.release();
    discarded += bytes;
    return discarded <= DISCARD;
  }

  /**
   * Whether the client sends next to nothing of it although it could.
   *
   * @param now the time
   * @param window it is measured over, in nanoseconds
   * @param excused whether it is not the client's fault at present
   */
  boolean isSlow(long now, long window, boolean excused) {
    if (complete) {
      return false;
    }
    if (!excused && now - windowAt <= window) {
      return false;
    }
    boolean slow = !excused && received - windowReceived < limits.slow();
    windowAt = now;
    windowReceived = received;
    return slow;
  }
}
