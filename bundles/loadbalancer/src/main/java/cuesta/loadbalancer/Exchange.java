package cuesta.loadbalancer;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer. On its loop's thread. */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /** Of the same request; more would be a storm when all instances are in trouble. */
  private static final int TRIES = 3;

  private static final long TRY_WITHIN = TimeUnit.SECONDS.toNanos(10);

  /** Of a client that has ended its side, and may be gone altogether. */
  private static final long HALF_OPEN = TimeUnit.SECONDS.toNanos(10);

  /** Of a body that nobody wants is read so much, so that the connection can be kept. */
  private static final long DISCARD = 1 << 20;

  private static final Set<HttpMethod> IDEMPOTENT =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.OPTIONS,
          HttpMethod.TRACE,
          HttpMethod.PUT,
          HttpMethod.DELETE);

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
  private final HttpRequest request;
  private final boolean head;
  private final boolean old;
  private final boolean idempotent;
  private final long began;
  private Application application;
  private Instance instance;
  private Upstream upstream;
  private Phase phase = Phase.CONNECTING;
  private String upgrade;
  private boolean keepAlive;
  private boolean hasBody;
  private boolean expects;
  private boolean broken;
  private boolean requestDone;
  private boolean unflushed;
  private boolean reusable;
  private boolean eventStream;
  private long progress;
  private long received;
  private long discarded;
  private long windowAt;
  private long windowReceived;

  /** What came of the body: all of it while {@code keeping}, else what could not be sent yet. */
  private List<HttpContent> kept;

  private boolean keeping;
  private int tries;
  private List<Instance> tried = List.of();
  private boolean fresh;
  private String failure = "";

  Exchange(Client client, HttpRequest request) {
    this.client = client;
    this.lane = client.lane();
    this.limits = lane.site().limits();
    this.request = request;
    this.head = request.method().equals(HttpMethod.HEAD);
    this.old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    this.idempotent = IDEMPOTENT.contains(request.method());
    this.keeping = idempotent;
    this.began = lane.now();
    this.progress = began;
    this.windowAt = began;
  }

  boolean isRequestDone() {
    return requestDone;
  }

  /** Finds out what it is for, and goes there. */
  void start() {
    Routing routing = lane.site().routing();
    application = routing.nobody();
    if (request.decoderResult().isFailure()) {
      ReferenceCountUtil.release(request);
      broken = true;
      refuse(Answer.unreadable(request.decoderResult().cause()));
      return;
    }
    keepAlive = HttpUtil.isKeepAlive(request);
    hasBody =
        HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0;
    expects = HttpUtil.is100ContinueExpected(request);
    try {
      route(routing, Target.of(request));
    } catch (BadRequest e) {
      keepAlive = false;
      refuse(e.answer());
    }
  }

  private void route(Routing routing, Target target) {
    Routing.Hit hit = routing.find(target.host(), target.path());
    if (hit == null) {
      refuse(Answer.noRoute(target.authority(), target.path()));
      return;
    }
    application = hit.application();
    boolean strip = hit.match().strip();
    if (strip && hit.isBare(target.path())) {
      refuse(Answer.moved(hit.match().path() + target.query()));
    } else if (HttpUtil.getContentLength(request, 0L) > limits.sizes().body()) {
      refuse(Answer.tooLarge(limits.sizes().body()));
    } else {
      prepare(target, hit);
      dispatch();
    }
  }

  private void prepare(Target target, Routing.Hit hit) {
    HttpHeaders headers = request.headers();
    upgrade = upgrade(headers);
    if (upgrade != null) {
      // What follows may be of another protocol: it stays where it is until that is known.
      client.pause(Client.UPGRADING);
    } else if (headers.contains(HttpHeaderNames.UPGRADE)) {
      client.goOnReading();
    }
    String from =
        hit.match().strip()
            ? target.path().substring(hit.match().path().length() - 1)
            : target.path();
    if (!request.uri().equals("*")) {
      request.setUri(target.query().isEmpty() ? from : from + target.query());
    }
    request.setProtocolVersion(HttpVersion.HTTP_1_1);
    Hops.toInstance(headers, target, hit.match(), client, upgrade);
  }

  private String upgrade(HttpHeaders headers) {
    String to = headers.get(HttpHeaderNames.UPGRADE);
    // HTTP/2 in clear text would carry requests past the routes.
    if (to == null
        || hasBody
        || old
        || to.toLowerCase(Locale.ROOT).contains("h2c")
        || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
      return null;
    }
    return to;
  }

  private void dispatch() {
    Instance next = application.pick(tried, lane.now());
    if (next == null) {
      refuse(
          tried.isEmpty()
              ? Answer.noInstance(application.name(), application.note())
              : Answer.unanswered(application.name(), failure));
      return;
    }
    if (tries > 0) {
      application.books().retried();
    }
    tries++;
    instance = next;
    instance.begin();
    phase = Phase.CONNECTING;
    long maxIdle = fresh ? -1 : idempotent ? Pool.IDLE : Pool.FRESH;
    upstream = lane.connect(this, next, maxIdle);
    if (upstream.isConnected()) {
      connected();
    } else {
      lane.dial(upstream);
    }
  }

  /** The instance has taken the connection. */
  void connected() {
    phase = Phase.WAITING;
    progress = lane.now();
    upstream.expect(head);
    send(request);
    if (kept != null) {
      for (HttpContent content : kept) {
        send(keeping ? content.retainedDuplicate() : content);
      }
      if (!keeping) {
        kept = null;
      }
    }
    client.resume(Client.UNREADY);
  }

  private void send(Object msg) {
    Channel channel = upstream.channel();
    channel.write(msg, channel.voidPromise());
    unflushed = true;
    if (!channel.isWritable()) {
      client.pause(Client.FULL);
    }
  }

  /** Sends what was written to the instance. */
  void flush() {
    if (unflushed && upstream != null) {
      unflushed = false;
      upstream.channel().flush();
    }
  }

  /** A part of the request's body came. */
  void body(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      content.release();
      broken = true;
      refuseOrCut(Answer.unreadable(content.decoderResult().cause()));
      return;
    }
    int bytes = content.content().readableBytes();
    received += bytes;
    if (bytes > 0) {
      progress = lane.now();
    }
    if (content instanceof LastHttpContent) {
      requestDone = true;
      client.bodyEnded();
    }
    if (phase == Phase.DONE) {
      discard(content, bytes);
    } else if (received > limits.sizes().body()) {
      content.release();
      refuseOrCut(Answer.tooLarge(limits.sizes().body()));
    } else if (phase == Phase.CONNECTING) {
      keep(content);
      if (bytes > 0) {
        client.pause(Client.UNREADY);
      }
    } else {
      if (keeping) {
        keep(content.retainedDuplicate());
      }
      send(content);
    }
  }

  private void keep(HttpContent content) {
    if (kept == null) {
      kept = new ArrayList<>(2);
    }
    kept.add(content);
    if (keeping && received > limits.sizes().replay()) {
      keeping = false;
      if (phase != Phase.CONNECTING) {
        dropKept();
      }
    }
  }

  private void dropKept() {
    if (kept != null) {
      kept.forEach(HttpContent::release);
      kept = null;
    }
  }

  private void discard(HttpContent content, int bytes) {
    content.release();
    discarded += bytes;
    if (discarded > DISCARD) {
      keepAlive = false;
    }
    finishIfOver();
  }

  /** A final head came from the instance. */
  void answer(HttpResponse answer) {
    int status = answer.status().code();
    if (phase != Phase.WAITING || (status == 101 && upgrade == null)) {
      nonsense(new IllegalStateException("an answer that nobody asked for"));
      return;
    }
    progress = lane.now();
    application.books().answered(status, progress - began);
    keeping = false;
    dropKept();
    HttpHeaders headers = answer.headers();
    if (status == 101) {
      String to = headers.get(HttpHeaderNames.UPGRADE);
      Hops.toClient(headers);
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
      headers.set(HttpHeaderNames.UPGRADE, to == null ? upgrade : to);
      phase = Phase.SWITCHING;
    } else {
      phase = Phase.ANSWERING;
      frame(answer, status);
    }
    answer.setProtocolVersion(HttpVersion.HTTP_1_1);
    client.expect(head);
    client.write(answer);
  }

  /** How long the body is, for the client, and whether the connections live on. */
  private void frame(HttpResponse answer, int status) {
    HttpHeaders headers = answer.headers();
    boolean empty = head || status == 204 || status == 304;
    boolean chunked = HttpUtil.isTransferEncodingChunked(answer);
    boolean measured = empty || chunked || headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    reusable = measured && HttpUtil.isKeepAlive(answer);
    String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
    eventStream = type != null && type.startsWith("text/event-stream");
    Hops.toClient(headers);
    if (old && (chunked || !measured)) {
      headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
      keepAlive = false;
    } else if (!measured) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    // Who was not told to go on may send the body, or not: the next head could not be told from it.
    if (lane.site().isDraining() || (expects && !requestDone)) {
      keepAlive = false;
    }
    if (!keepAlive) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (old) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }

  /** A head came that announces another one: "go on", "early hints". */
  void interim(HttpResponse answer) {
    progress = lane.now();
    if (phase == Phase.WAITING && !old) {
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
    progress = lane.now();
    client.write(content);
    if (last) {
      answered();
    } else if (!client.isWritable()) {
      upstream.pause(true);
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
    Upstream former = upstream;
    upstream = null;
    leave();
    if (reusable && requestDone) {
      former.free();
    } else {
      former.close();
    }
    if (upgrade != null) {
      client.goOnReading();
    }
    finishIfOver();
  }

  private void openTunnel() {
    client.write(LastHttpContent.EMPTY_LAST_CONTENT);
    client.flush();
    Upstream former = upstream;
    upstream = null;
    instance = null;
    phase = Phase.DONE;
    Tunnel tunnel = new Tunnel(lane, client.channel(), former);
    client.tunnel(tunnel);
    former.tunnel(tunnel);
    // Only now may a byte go through, to either side.
    client.startTunnel();
    former.startTunnel();
  }

  private void finishIfOver() {
    if (phase == Phase.DONE && (requestDone || broken || !keepAlive)) {
      client.finished(keepAlive && !broken);
    }
  }

  private void leave() {
    if (instance != null) {
      instance.end();
      instance = null;
    }
  }

  /** Closes the connection to the instance. */
  private void detach() {
    Upstream former = upstream;
    upstream = null;
    leave();
    if (former != null) {
      former.close();
    }
  }

  /** The instance did not take the connection: nothing of the request is lost. */
  void notConnected(Throwable cause) {
    instance.avoid(lane.now());
    failure = "instance " + instance.backend().id() + " takes no connection";
    exclude(instance);
    detach();
    tryAnother(true);
  }

  /** The instance has closed the connection. */
  void closed() {
    if (phase != Phase.WAITING) {
      detach();
      client.cut();
      return;
    }
    failure = "instance " + instance.backend().id() + " closed the connection before it answered";
    if (upstream.isUsed()) {
      // It may have been idle for too long for the instance's taste, which tells nothing about it.
      fresh = true;
    } else {
      exclude(instance);
    }
    detach();
    tryAnother(idempotent && keeping);
  }

  private void exclude(Instance failed) {
    List<Instance> more = new ArrayList<>(tried);
    more.add(failed);
    tried = more;
  }

  private void tryAnother(boolean possible) {
    if (possible && tries < TRIES && lane.now() - began < TRY_WITHIN) {
      dispatch();
      flush();
    } else {
      refuse(Answer.unanswered(application.name(), failure));
    }
  }

  /** What the instance says is no HTTP. */
  void nonsense(Throwable cause) {
    LOG.debug(
        "instance {} of {} answers nonsense", instance.backend().id(), application.name(), cause);
    refuseOrCut(
        Answer.unanswered(
            application.name(),
            "instance " + instance.backend().id() + " answered what is not HTTP/1.1"));
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
    dropKept();
    phase = Phase.DONE;
    application.books().answered(answer.status().code(), lane.now() - began);
    if (answer.isFailure()) {
      application.books().failed();
    }
    if (broken || (hasBody && !requestDone) || lane.site().isDraining()) {
      keepAlive = false;
    }
    client.answer(answer, request.headers().get(HttpHeaderNames.ACCEPT), head, !keepAlive);
    if (keepAlive && upgrade != null) {
      client.goOnReading();
    }
    finishIfOver();
  }

  /** The client is gone. */
  void abandon() {
    detach();
    dropKept();
    phase = Phase.DONE;
  }

  void clientWritable(boolean writable) {
    if (upstream != null) {
      upstream.pause(!writable);
    }
  }

  void instanceWritable(boolean writable) {
    if (writable) {
      client.resume(Client.FULL);
    }
  }

  /** Looks at deadlines. */
  void sweep(long now) {
    Limits.Times times = limits.times();
    if (!requestDone && isSlow(now, times.slow().toNanos())) {
      if (phase == Phase.DONE) {
        client.cut();
      } else {
        keepAlive = false;
        refuseOrCut(Answer.tooSlow("the body of the request"));
      }
      return;
    }
    if (phase == Phase.CONNECTING || phase == Phase.WAITING) {
      if (now - progress > times.answer().toNanos()) {
        refuse(Answer.silent(application.name(), times.answer().toSeconds()));
      }
    } else if (phase != Phase.DONE && client.isWritable()) {
      long silence = (eventStream ? times.stream() : times.answer()).toNanos();
      if (now - progress > (client.isInputEnded() ? Math.min(silence, HALF_OPEN) : silence)) {
        client.cut();
      }
    }
  }

  /** Whether the client sends next to nothing of its body although it could. */
  private boolean isSlow(long now, long window) {
    if (client.isPaused() || expects) {
      windowAt = now;
      windowReceived = received;
    } else if (now - windowAt > window) {
      boolean slow = received - windowReceived < limits.sizes().slow();
      windowAt = now;
      windowReceived = received;
      return slow;
    }
    return false;
  }
}
