package cuesta.loadbalancer;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer. On its loop's thread. */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private enum Phase {
    CONNECTING,
    WAITING,
    ANSWERING,
    SWITCHING,
    DONE
  }

  private final Client client;
  private final Lane lane;
  private final Limits limits;
  private final Asked asked;
  private final RequestBody body;
  private final Patience patience;
  private final long began;
  private Application application;
  private Prefix prefix;
  private Errand errand;
  private Phase phase = Phase.CONNECTING;
  private boolean keepAlive;
  private boolean expects;
  private boolean broken;
  private boolean reusable;

  Exchange(Client client, HttpRequest request) {
    this.client = client;
    this.lane = client.lane();
    this.limits = lane.site().limits();
    this.asked = Asked.of(request);
    this.began = lane.now();
    this.patience = new Patience(limits.times(), began);
    this.body = new RequestBody(limits.sizes(), asked.idempotent(), began);
    this.keepAlive = asked.keepsAlive();
    this.expects = asked.expects();
    this.broken = !asked.isReadable();
  }

  boolean isRequestDone() {
    return body.isComplete();
  }

  /** Finds out what it is for, and goes there. */
  void start() {
    Admission admission = Admission.of(asked, lane.site().routing(), limits, client.peer());
    application = admission.application();
    prefix = admission.prefix();
    if (admission.refusal() != null) {
      keepAlive &= !admission.malformed();
      refuse(admission.refusal());
      return;
    }
    errand = new Errand(client, application, asked.idempotent(), began);
    dispatch();
  }

  private void dispatch() {
    phase = Phase.CONNECTING;
    Upstream upstream = errand.next(this);
    if (upstream == null) {
      refuse(errand.givenUp());
    } else if (upstream.isConnected()) {
      connected(upstream);
    } else {
      lane.dial(upstream);
    }
  }

  /** The instance has taken the connection. */
  void connected(Upstream upstream) {
    phase = Phase.WAITING;
    patience.renew(lane.now());
    upstream.expect(asked.head());
    errand.send(asked.request());
    body.sendKept(errand::send);
    client.intake().resume(Intake.UNREADY);
  }

  /** Sends what was written to the instance. */
  void flush() {
    if (errand != null) {
      errand.flush();
    }
  }

  /** A part of the request's body came. */
  void body(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      content.release();
      broken = true;
      refuseOrCut(Answer.unreadableBody(content.decoderResult().cause()));
      return;
    }
    int bytes = body.came(content);
    if (bytes > 0) {
      patience.renew(lane.now());
      // Who sends without leave need not be waited for.
      expects = false;
    }
    if (content instanceof LastHttpContent end) {
      Hops.trailersToInstance(end.trailingHeaders());
      client.bodyEnded();
    }
    if (phase == Phase.DONE) {
      keepAlive &= body.discard(content, bytes);
      finishIfOver();
    } else if (body.isTooLarge()) {
      content.release();
      refuseOrCut(Answer.tooLarge(limits.sizes().body()));
    } else if (phase == Phase.CONNECTING) {
      body.await(content);
      if (bytes > 0) {
        client.intake().pause(Intake.UNREADY);
      }
    } else {
      body.sent(content);
      errand.send(content);
    }
  }

  /** A final head came from the instance. */
  void answer(HttpResponse answer) {
    int status = answer.status().code();
    if (phase != Phase.WAITING
        || (status == 101 && asked.upgrade() == null)
        || !Framing.isKnown(answer)) {
      nonsense(new IllegalStateException("an answer that cannot be passed on"));
      return;
    }
    long now = lane.now();
    patience.renew(now);
    application.books().answered(status, now - began);
    body.settle();
    if (status == 101) {
      phase = Phase.SWITCHING;
      Framing.ofSwitch(answer, asked);
    } else {
      phase = Phase.ANSWERING;
      frame(answer);
    }
    client.expect(asked.head());
    client.write(answer);
  }

  private void frame(HttpResponse answer) {
    // Who was not told to go on may send the body, or not: the next head could not be told from it.
    boolean unclear = expects && !body.isComplete();
    Framing framing = Framing.of(answer, asked, keepAlive && !unclear && !lane.site().isDraining());
    keepAlive = framing.keepAlive();
    reusable = framing.reusable();
    patience.stream(framing.eventStream());
    if (prefix != null) {
      prefix.toClient(answer.headers());
    }
  }

  /** A head came that announces another one: "go on", "early hints". */
  void interim(HttpResponse answer) {
    if (!Framing.isKnown(answer)) {
      nonsense(new IllegalStateException("an answer that cannot be passed on"));
      return;
    }
    patience.renew(lane.now());
    if (phase == Phase.WAITING && !asked.old()) {
      if (answer.status().code() == 100) {
        expects = false;
      }
      HttpHeaders headers = answer.headers();
      Hops.toClient(headers);
      client.expect(false);
      client.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, answer.status(), headers));
      client.write(LastHttpContent.EMPTY_LAST_CONTENT);
      client.flush();
    }
  }

  /** A part of the answer's body came. */
  void content(HttpContent content, boolean last) {
    if (phase == Phase.SWITCHING) {
      content.release();
      if (last) {
        openTunnel();
      }
      return;
    }
    patience.renew(lane.now());
    client.write(content);
    if (last) {
      answered();
    } else if (!client.isWritable()) {
      errand.pause(true);
    }
  }

  void flushAnswer() {
    if (phase == Phase.ANSWERING) {
      client.flush();
    }
  }

  private void answered() {
    phase = Phase.DONE;
    client.flush();
    Upstream former = errand.done();
    if (reusable && body.isComplete()) {
      former.free();
    } else {
      former.close();
    }
    // The rest of the body, if there is one, waits for nobody any more.
    client.intake().resume(Intake.FULL);
    finishIfOver();
  }

  private void openTunnel() {
    client.write(LastHttpContent.EMPTY_LAST_CONTENT);
    client.flush();
    Upstream former = errand.handOver();
    phase = Phase.DONE;
    Tunnel tunnel = new Tunnel(lane, client.channel(), former);
    client.tunnel(tunnel);
    former.tunnel(tunnel);
    // Only now may a byte go through, to either side.
    client.startTunnel();
    former.startTunnel();
  }

  private void finishIfOver() {
    if (phase == Phase.DONE && (body.isComplete() || broken || !keepAlive)) {
      client.finished(keepAlive && !broken);
    }
  }

  private void detach() {
    if (errand != null) {
      errand.drop();
    }
  }

  /** The instance did not take the connection: nothing of the request is lost. */
  void notConnected() {
    errand.notTaken();
    tryAnother(true);
  }

  /** The instance has closed the connection. */
  void closed() {
    if (phase != Phase.WAITING) {
      detach();
      client.cut();
      return;
    }
    errand.dropped();
    tryAnother(body.isRepeatable());
  }

  private void tryAnother(boolean possible) {
    if (possible && errand.mayGoOn()) {
      dispatch();
      flush();
    } else {
      refuse(errand.givenUp());
    }
  }

  /** What the instance says is no HTTP. */
  void nonsense(Throwable cause) {
    LOG.debug("an instance of {} answers nonsense", application.name(), cause);
    refuseOrCut(errand.notUnderstood(cause));
  }

  private void refuseOrCut(Answer answer) {
    if (phase == Phase.CONNECTING || phase == Phase.WAITING) {
      refuse(answer);
    } else {
      detach();
      client.cut();
    }
  }

  private void refuse(Answer answer) {
    detach();
    body.settle();
    phase = Phase.DONE;
    application.books().answered(answer.status().code(), lane.now() - began);
    if (answer.isFailure()) {
      application.books().failed();
    }
    if (broken || (asked.hasBody() && !body.isComplete()) || lane.site().isDraining()) {
      keepAlive = false;
    }
    client.answer(answer, asked.accept(), asked.head(), !keepAlive);
    finishIfOver();
  }

  /** The client is gone. */
  void abandon() {
    detach();
    body.settle();
    phase = Phase.DONE;
  }

  void clientWritable(boolean writable) {
    if (errand != null) {
      // Meanwhile the instance was not heard.
      patience.renew(lane.now());
      errand.pause(!writable);
    }
  }

  void instanceWritable(boolean writable) {
    if (writable) {
      client.intake().resume(Intake.FULL);
    }
  }

  /** Looks at deadlines. */
  void sweep(long now) {
    Limits.Times times = limits.times();
    if (body.isSlow(now, times.slow().toNanos(), client.intake().isPaused() || expects)) {
      if (phase == Phase.DONE) {
        client.cut();
      } else {
        keepAlive = false;
        refuseOrCut(Answer.tooSlow("the body of the request"));
      }
    } else if (phase == Phase.CONNECTING || phase == Phase.WAITING) {
      if (patience.isOverBeforeAnswer(now)) {
        refuse(Answer.silent(application.name(), times.answer().toSeconds()));
      }
    } else if (phase != Phase.DONE
        && client.isWritable()
        && patience.isOverWithinAnswer(now, client.isInputEnded())) {
      client.cut();
    }
  }
}
