package cuesta.core.edge.link;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.core.edge.master.AgentLink;
import cuesta.core.message.FromMaster;
import cuesta.core.message.ToMaster;
import cuesta.protocol.v1.FromAgent;
import cuesta.protocol.v1.Heartbeat;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The master's end of one agent's stream. On the event loop, but for sending and closing. */
final class AgentStream implements AgentLink, StreamObserver<FromAgent> {
  private static final Logger LOG = LoggerFactory.getLogger(AgentStream.class);

  private static final cuesta.protocol.v1.FromMaster HEARTBEAT =
      cuesta.protocol.v1.FromMaster.newBuilder()
          .setHeartbeat(Heartbeat.getDefaultInstance())
          .build();

  private final ServerCallStreamObserver<cuesta.protocol.v1.FromMaster> out;
  private final AgentStreams streams;
  private final LinkLimits limits;
  private final Consumer<AgentStream> gone;
  private final Outbox<FromMaster, cuesta.protocol.v1.FromMaster> outbox;
  private final Pulse pulse;
  private final long number;
  private volatile boolean closing;
  private boolean over;

  AgentStream(
      ServerCallStreamObserver<cuesta.protocol.v1.FromMaster> out,
      AgentStreams streams,
      Executor eventLoop,
      LinkLimits limits,
      Consumer<AgentStream> gone) {
    this.out = out;
    this.streams = streams;
    this.limits = limits;
    this.gone = gone;
    pulse = new Pulse(limits, System.nanoTime());
    outbox = new Outbox<>(out, LinkCodec::write, eventLoop, limits, pulse, this::breakOff);
    out.setOnReadyHandler(outbox::write);
    out.setOnCancelHandler(this::ended);
    number = streams.opened(this);
    out.onNext(Rhythm.greeting(limits)); // the agent's stream counts as open when it hears it
  }

  @Override
  public void send(FromMaster message) {
    outbox.add(message);
  }

  @Override
  public void close(Reason why) {
    closing = true;
    outbox.finish(() -> end(why));
  }

  @Override
  public void onNext(FromAgent message) {
    if (over || closing) {
      return;
    }
    pulse.heard(System.nanoTime());
    if (message.getBodyCase() == FromAgent.BodyCase.HEARTBEAT) {
      return;
    }
    ToMaster read;
    try {
      read = LinkCodec.read(message);
    } catch (IllegalArgumentException e) {
      breakOff(
          Reason.of(
              Reasons.INVALID,
              "",
              "the master cannot read a message: " + e.getMessage(),
              "run the same version of master and agent"));
      return;
    }
    streams.said(number, read);
  }

  @Override
  public void onError(Throwable failure) {
    ended();
  }

  @Override
  public void onCompleted() {
    if (!over) {
      ended();
      out.onCompleted();
    }
  }

  /** The regular look at the stream. */
  void look(long now) {
    pulse.look(now);
    if (pulse.isSilent()) {
      breakOff(
          Reason.of(
              Reasons.AGENT_DISCONNECTED,
              "",
              "the master heard nothing for " + limits.silence().toMillis() + " ms"));
    } else if (pulse.isMute() && outbox.isIdle()) {
      out.onNext(HEARTBEAT);
      pulse.spoken(now);
    }
  }

  void breakOff(Reason why) {
    if (!over) {
      end(why);
      streams.broken(number);
    }
  }

  private void end(Reason why) {
    if (!over) {
      LOG.info("ends stream {} of an agent: {}", number, why);
      over = true;
      outbox.close();
      gone.accept(this);
      out.onError(Farewell.exception(why));
    }
  }

  private void ended() {
    if (!over) {
      over = true;
      outbox.close();
      gone.accept(this);
      streams.broken(number);
    }
  }
}
