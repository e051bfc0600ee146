package cuesta.core.edge.link;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.ha.Detector;
import cuesta.api.ha.LeaderInfo;
import cuesta.core.message.FromMaster;
import cuesta.core.message.ToMaster;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one stream to whoever leads. A stream is over before the next one is opened. While nobody
 * is known to lead, a stream that is open stays: its master may be the leader still, and if it is
 * not, its term says so.
 */
public final class LinkClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkClient.class);

  private final EventLoops loops = new EventLoops("link-client");
  private final Detector detector;
  private final Listener listener;
  private final Runnable doubt;
  private final Channels channels;
  private AutoCloseable detection;

  private volatile MasterStream current; // changed on the event loop only

  // On the event loop only.
  private final Backoff backoff = new Backoff(new SplittableRandom());
  private Optional<LeaderInfo> leader = Optional.empty();
  private Optional<Future<?>> retry = Optional.empty();
  private final Rhythm rhythm;
  private Duration period;
  private Future<?> looking;
  private String lastFailure = "";
  private long streams;
  private boolean closed;

  /** Whose streams these are. Called on the event loop; should not wait for long. */
  public interface Listener {
    /**
     * A stream is open: the master took the key and has greeted.
     *
     * @param stream its number, never used before by this client
     */
    void opened(long stream);

    /**
     * The master said something.
     *
     * @param stream on which stream
     * @param message what
     */
    void said(long stream, FromMaster message);

    /**
     * A stream that was open is over, and not because {@link LinkClient#close(long, Reason)} was
     * called.
     *
     * @param stream which
     * @param why the reason
     */
    void broken(long stream, Reason why);
  }

  /**
   * A client, not yet connected.
   *
   * @param detector tells who leads
   * @param key the cluster key
   * @param limits of each stream, unless a master gives less time
   * @param listener told of everything
   * @param doubt run when a stream broke or could not be opened: the detector may want to look
   *     again
   */
  public LinkClient(
      Detector detector, String key, LinkLimits limits, Listener listener, Runnable doubt) {
    this.detector = detector;
    rhythm = new Rhythm(limits);
    this.listener = listener;
    this.doubt = doubt;
    channels = new Channels(loops, new LinkKey(key));
  }

  /** Follows the leader from now on. */
  public void start() {
    keepLooking();
    detection = detector.detect(found -> run(() -> leads(found)));
  }

  private void keepLooking() {
    period = rhythm.limits().period();
    long nanos = period.toNanos();
    looking = loops.loop().scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Says something. Any thread, never waits.
   *
   * @param stream on which stream; nothing happens if it is over
   * @param message what
   */
  public void send(long stream, ToMaster message) {
    MasterStream now = current;
    if (now != null && now.number() == stream) {
      now.send(message);
    }
  }

  /**
   * Ends a stream; another one is opened in due time. Any thread, never waits.
   *
   * @param stream which; nothing happens if it is over
   * @param why the reason
   */
  public void close(long stream, Reason why) {
    run(
        () -> {
          MasterStream now = current;
          if (now != null && now.number() == stream) {
            if (now.hasLasted(rhythm.limits().longestWait().toNanos())) {
              backoff.reset();
            }
            drop(why);
            again(why);
          }
        });
  }

  private void run(Runnable task) {
    try {
      loops.loop().execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("the link is closed");
    }
  }

  private void leads(Optional<LeaderInfo> found) {
    if (closed || found.equals(leader)) {
      return;
    }
    leader = found;
    retry.ifPresent(waiting -> waiting.cancel(false));
    retry = Optional.empty();
    backoff.reset();
    MasterStream now = current;
    if (found.isEmpty()) {
      if (now != null && !now.isGreeted()) {
        drop(Reason.of(Reasons.NOT_LEADER, "", "nobody leads"));
      }
      return;
    }
    if (now == null || !now.leader().equals(found.get())) {
      if (now != null) {
        now.breakOff(Reason.of(Reasons.NOT_LEADER, "", "term " + found.get().term() + " began"));
      }
      connect();
    }
  }

  /** Ends the current stream without a word to the listener. */
  private void drop(Reason why) {
    MasterStream dropped = current;
    current = null;
    dropped.breakOff(why);
    channels.close();
  }

  private void connect() {
    retry = Optional.empty();
    if (closed || current != null || leader.isEmpty()) {
      return;
    }
    MasterStream next =
        new MasterStream(++streams, leader.get(), rhythm, loops.loop(), new Streams());
    current = next;
    try {
      channels.open(leader.get()).stream(next);
    } catch (IllegalArgumentException e) {
      current = null;
      again(Reason.of(Reasons.INVALID, "leader", leader.get() + ": " + e.getMessage()));
    }
  }

  private void again(Reason why) {
    if (closed || leader.isEmpty() || retry.isPresent()) {
      return;
    }
    if (!why.toString().equals(lastFailure)) {
      LOG.warn("no stream to the master, trying again: {}", why);
      lastFailure = why.toString();
    }
    retry =
        Optional.of(
            loops
                .loop()
                .schedule(
                    this::connect,
                    backoff.next(rhythm.limits().longestWait()).toNanos(),
                    TimeUnit.NANOSECONDS));
  }

  private final class Streams implements MasterStream.Owner {
    @Override
    public void opened(MasterStream stream) {
      if (stream == current) {
        LOG.info("stream {} to {} is open", stream.number(), stream.leader().id());
        lastFailure = "";
        if (!rhythm.limits().period().equals(period)) {
          looking.cancel(false);
          keepLooking();
        }
        listener.opened(stream.number());
      }
    }

    @Override
    public void said(MasterStream stream, FromMaster message) {
      if (stream == current) {
        listener.said(stream.number(), message);
      }
    }

    @Override
    public void ended(MasterStream stream, Reason why) {
      if (stream != current) {
        return;
      }
      current = null;
      channels.close();
      if (stream.hasLasted(rhythm.limits().longestWait().toNanos())) {
        backoff.reset();
      }
      if (stream.isGreeted()) {
        listener.broken(stream.number(), why);
      }
      if (leader.equals(Optional.of(stream.leader()))) {
        again(why);
      }
      doubt.run();
    }
  }

  private void look() {
    MasterStream now = current;
    if (now != null) {
      try {
        now.look(System.nanoTime());
      } catch (RuntimeException e) { // or this would never be called again
        now.breakOff(Reason.of(Reasons.INTERNAL, "", "the stream failed: " + e));
      }
    }
  }

  /** Ends the stream, if there is one, and everything else; the listener is told. */
  @Override
  public void close() {
    if (detection != null) {
      try {
        detection.close();
      } catch (Exception e) { // the contract of AutoCloseable; what it follows is over anyway
        LOG.debug("detection did not close", e);
      }
    }
    run(
        () -> {
          closed = true;
          if (current != null) {
            current.breakOff(Reason.of(Reasons.SESSION_OVER, "", "the agent ends"));
          }
        });
    loops.close();
    channels.end();
  }
}
