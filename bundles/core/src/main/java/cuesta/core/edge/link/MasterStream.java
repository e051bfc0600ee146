package cuesta.core.edge.link;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.ha.LeaderInfo;
import cuesta.core.message.FromMaster;
import cuesta.core.message.ToMaster;
import cuesta.protocol.v1.FromAgent;
import cuesta.protocol.v1.Heartbeat;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.Executor;

/** The agent's end of one stream. On the event loop, but for sending. */
final class MasterStream
    implements ClientResponseObserver<FromAgent, cuesta.protocol.v1.FromMaster> {
  private static final FromAgent HEARTBEAT =
      FromAgent.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build();

  /** Whose stream this is. */
  interface Owner {
    /** The master has greeted. */
    void opened(MasterStream stream);

    void said(MasterStream stream, FromMaster message);

    /** It is over; nothing more comes of it. */
    void ended(MasterStream stream, Reason why);
  }

  private final long number;
  private final LeaderInfo leader;
  private final Rhythm rhythm;
  private final Executor eventLoop;
  private final Owner owner;
  private final Pulse pulse;
  private final long started = System.nanoTime();
  private ClientCallStreamObserver<FromAgent> out;
  private Outbox<ToMaster, FromAgent> outbox; // set before anybody can send
  private boolean greeted;
  private boolean over;

  MasterStream(long number, LeaderInfo leader, Rhythm rhythm, Executor eventLoop, Owner owner) {
    this.number = number;
    this.leader = leader;
    this.rhythm = rhythm;
    this.eventLoop = eventLoop;
    this.owner = owner;
    pulse = new Pulse(rhythm.limits(), started);
  }

  long number() {
    return number;
  }

  LeaderInfo leader() {
    return leader;
  }

  boolean isGreeted() {
    return greeted;
  }

  boolean hasLasted(long nanos) {
    return greeted && System.nanoTime() - started >= nanos;
  }

  /** Any thread. */
  void send(ToMaster message) {
    outbox.add(message);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<FromAgent> call) {
    out = call;
    outbox =
        new Outbox<>(call, LinkCodec::write, eventLoop, rhythm.limits(), pulse, this::breakOff);
    call.setOnReadyHandler(outbox::write);
  }

  @Override
  public void onNext(cuesta.protocol.v1.FromMaster message) {
    if (over) {
      return;
    }
    pulse.heard(System.nanoTime());
    if (!greeted && !greeted(message)) {
      return;
    }
    if (message.getBodyCase() == cuesta.protocol.v1.FromMaster.BodyCase.HEARTBEAT) {
      return;
    }
    FromMaster read;
    try {
      read = LinkCodec.read(message);
    } catch (IllegalArgumentException e) {
      unreadable(e);
      return;
    }
    owner.said(this, read);
  }

  private boolean greeted(cuesta.protocol.v1.FromMaster greeting) {
    try {
      rhythm.greeted(greeting);
    } catch (IllegalArgumentException e) {
      unreadable(e);
      return false;
    }
    pulse.follow(rhythm.limits());
    greeted = true;
    owner.opened(this);
    return true;
  }

  private void unreadable(IllegalArgumentException e) {
    breakOff(
        Reason.of(
            Reasons.INVALID,
            peer(),
            "the agent cannot read a message: " + e.getMessage(),
            "run the same version of master and agent"));
  }

  @Override
  public void onError(Throwable failure) {
    end(Farewell.read(failure, peer()));
  }

  @Override
  public void onCompleted() {
    end(Reason.of(Reasons.AGENT_DISCONNECTED, peer(), "the master ended the stream"));
  }

  /** The regular look at the stream. */
  void look(long now) {
    pulse.look(now);
    if (!greeted && now - started >= rhythm.limits().opening().toNanos()) {
      breakOff(
          Reason.of(
              Reasons.AGENT_DISCONNECTED,
              peer(),
              "no answer for " + rhythm.limits().opening().toMillis() + " ms"));
    } else if (pulse.isSilent()) {
      breakOff(
          Reason.of(
              Reasons.AGENT_DISCONNECTED,
              peer(),
              "the agent heard nothing for " + rhythm.limits().silence().toMillis() + " ms"));
    } else if (greeted && pulse.isMute() && outbox.isIdle()) {
      out.onNext(HEARTBEAT);
      pulse.spoken(now);
    }
  }

  /** Ends it from this side. What waits is not sent: the agent repeats what matters. */
  void breakOff(Reason why) {
    if (!over) {
      end(why);
      out.cancel(why.code(), null);
    }
  }

  private void end(Reason why) {
    if (!over) {
      over = true;
      outbox.close();
      owner.ended(this, why);
    }
  }

  private String peer() {
    return leader.host() + ":" + leader.linkPort();
  }
}
