package cuesta.loadbalancer;

import cuesta.api.balancer.Route.Match;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Whose a request is; or why no instance gets to hear of it.
 *
 * @param application it counts for
 * @param prefix that the instance does not get to see, or null
 * @param refusal the answer, or null
 * @param malformed whether what follows on the connection cannot be trusted
 */
record Admission(Application application, Prefix prefix, Answer refusal, boolean malformed) {
  private static Admission refused(Application application, Answer refusal) {
    return new Admission(application, null, refusal, false);
  }

  private static Admission malformed(Application application, Answer refusal) {
    return new Admission(application, null, refusal, true);
  }

  /**
   * Finds out, and makes of the request's head what an instance of the application gets.
   *
   * @param asked by the client
   * @param routing to look up in
   * @param limits to keep to
   * @param peer who asks
   * @return whose it is
   */
  static Admission of(Asked asked, Routing routing, Limits limits, Peer peer) {
    HttpRequest request = asked.request();
    if (!asked.isReadable()) {
      Answer unreadable = Answer.unreadable(request.decoderResult().cause());
      return malformed(routing.nobody(), unreadable);
    }
    try {
      return of(asked, Target.of(request), routing, limits, peer);
    } catch (BadRequest e) {
      return malformed(routing.nobody(), e.answer());
    }
  }

  private static Admission of(
      Asked asked, Target target, Routing routing, Limits limits, Peer peer) {
    Routing.Hit hit = routing.find(target.host(), target.path());
    if (hit == null) {
      Answer nowhere = Answer.noRoute(target.authority(), target.path());
      return refused(routing.nobody(), nowhere);
    }
    if (hit.match().strip() && hit.isBare(target.path())) {
      Answer moved = Answer.moved(hit.match().path() + target.query());
      return refused(hit.application(), moved);
    }
    if (HttpUtil.getContentLength(asked.request(), 0L) > limits.sizes().body()) {
      return refused(hit.application(), Answer.tooLarge(limits.sizes().body()));
    }
    forInstance(asked, target, hit.match(), peer);
    return new Admission(
        hit.application(), Prefix.of(hit.match(), target.authority()), null, false);
  }

  private static void forInstance(Asked asked, Target target, Match match, Peer peer) {
    HttpRequest request = asked.request();
    if (!request.uri().equals("*")) {
      String path =
          match.strip() ? target.path().substring(match.path().length() - 1) : target.path();
      request.setUri(target.query().isEmpty() ? path : path + target.query());
    }
    request.setProtocolVersion(HttpVersion.HTTP_1_1);
    Hops.toInstance(request.headers(), target, match, peer, asked.upgrade());
  }
}
