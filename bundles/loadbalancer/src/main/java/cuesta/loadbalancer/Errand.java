package cuesta.loadbalancer;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.TooLongHttpHeaderException;

/**
 * A request's way to an instance, and to another one if that fails: holds the connection it is at,
 * and the instance busy for as long. On its loop's thread.
 */
final class Errand {
  private final Lane lane;
  private final Intake intake;
  private final int headers;
  private final Application application;
  private final Tries tries;
  private final boolean idempotent;
  private Instance instance;
  private Upstream upstream;
  private boolean unflushed;

  /**
   * At no instance yet.
   *
   * @param client whose request it is
   * @param application whose instances it may go to
   * @param idempotent whether it may be sent twice
   * @param began when the request came
   */
  Errand(Client client, Application application, boolean idempotent, long began) {
    this.lane = client.lane();
    this.intake = client.intake();
    this.headers = lane.site().limits().sizes().headers();
    this.application = application;
    this.tries = new Tries(application, began);
    this.idempotent = idempotent;
  }

  /**
   * Takes a connection to the next instance.
   *
   * @param exchange it is for
   * @return the connection, which may have to be dialled yet; null if there is no instance
   */
  Upstream next(Exchange exchange) {
    Instance next = tries.next(lane.site().routing(), lane.now());
    if (next == null) {
      return null;
    }
    instance = next;
    instance.begin();
    upstream = lane.connect(exchange, next, tries.maxIdle(idempotent));
    return upstream;
  }

  /** Writes to the instance. */
  void send(Object msg) {
    Channel channel = upstream.channel();
    channel.write(msg, channel.voidPromise());
    unflushed = true;
    if (!channel.isWritable()) {
      intake.pause(Intake.FULL);
    }
  }

  /** Sends what was written. */
  void flush() {
    if (unflushed && upstream != null) {
      unflushed = false;
      upstream.channel().flush();
    }
  }

  /** Stops reading from the instance, or goes on. */
  void pause(boolean paused) {
    if (upstream != null) {
      upstream.pause(paused);
    }
  }

  /** The instance did not take the connection: nothing of the request is lost. */
  void notTaken() {
    tries.notTaken(instance, lane.now());
    drop();
  }

  /** The instance closed the connection without an answer. */
  void dropped() {
    tries.dropped(instance, upstream.isUsed());
    drop();
  }

  boolean mayGoOn() {
    return tries.mayGoOn(lane.now());
  }

  /** What the client is told when it goes nowhere any more. */
  Answer givenUp() {
    return tries.givenUp();
  }

  /** What the client is told about an instance that does not speak HTTP. */
  Answer notUnderstood(Throwable cause) {
    String what =
        cause instanceof TooLongHttpHeaderException
            ? " answered with a head of more than " + headers + " bytes"
            : " answered what is not HTTP/1.1";
    return Answer.unanswered(application.name(), "instance " + instance.backend().id() + what);
  }

  /** It is over: the connection is somebody else's from now on, and not counted here. */
  Upstream done() {
    Upstream former = upstream;
    leave();
    return former;
  }

  /** It is over, and the instance stays busy with what comes next on the connection. */
  Upstream handOver() {
    Upstream former = upstream;
    upstream = null;
    instance = null;
    return former;
  }

  /** Closes the connection to the instance, if there is one. */
  void drop() {
    Upstream former = upstream;
    leave();
    if (former != null) {
      former.close();
    }
  }

  private void leave() {
    upstream = null;
    if (instance != null) {
      instance.end();
      instance = null;
    }
  }
}
