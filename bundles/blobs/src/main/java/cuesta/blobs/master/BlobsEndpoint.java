package cuesta.blobs.master;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.blob.Blob;
import cuesta.api.front.Leadership;
import cuesta.api.ha.LeaderInfo;
import cuesta.api.http.Endpoint;
import cuesta.api.http.HttpCall;
import cuesta.api.http.HttpReply;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code /blobs}.
 *
 * @param keeper what keeps them
 * @param bodyLimit bytes of one
 * @param self how this master is called as a follower
 * @param poll how long a follower's question is held
 */
record BlobsEndpoint(Keeper keeper, long bodyLimit, String self, Duration poll)
    implements Endpoint {
  static final String BYTES = "application/octet-stream";

  private static final String PREFIX = "blobs";

  /** Shorter than the silence that makes a follower count as gone. */
  static final Duration POLL = Duration.ofSeconds(5);

  private static final int INSUFFICIENT_STORAGE = 507;

  @Override
  public String prefix() {
    return PREFIX;
  }

  @Override
  public List<String> types() {
    return List.of(BYTES, "application/json");
  }

  @Override
  public HttpReply handle(HttpCall call) throws Exception {
    String what = call.method() + (call.path().isEmpty() ? "" : " HASH");
    return switch (call.path().size() > 1 ? "" : what) {
      case "GET" -> page(call);
      case "DELETE" -> forget(call);
      case "GET HASH" -> get(call, Blob.check(call.path().getFirst()));
      case "PUT HASH" -> put(call, Blob.check(call.path().getFirst()));
      default ->
          refusal(
              404,
              Reason.of(
                  Reasons.UNKNOWN,
                  "/blobs",
                  call.method() + " means nothing here",
                  "use GET or PUT /blobs/HASH"));
    };
  }

  private HttpReply page(HttpCall call) throws Exception {
    accept(call, "after", "log", "follower");
    String follower =
        call.query("follower")
            .orElseThrow(
                () -> new IllegalArgumentException("follower is missing; name who follows"));
    if (follower.equals(self)) {
      // Elected between its look at who leads and its question: it must not wait for itself.
      throw new IllegalArgumentException("follower is this master itself");
    }
    Page page =
        keeper
            .leading()
            .page(
                follower,
                call.query("log").orElse(""),
                number(call, "after"),
                keeper.needs().owners(),
                poll);
    return HttpReply.json(200, page.json());
  }

  private HttpReply forget(HttpCall call) throws IOException {
    accept(call, "owner");
    keeper.leading();
    String owner = call.query("owner").orElse("");
    if (!keeper.needs().forget(owner)) {
      return refusal(
          404,
          Reason.of(
              Reasons.UNKNOWN,
              owner,
              "has never said what it needs",
              "known are " + String.join(", ", keeper.needs().owners())));
    }
    return HttpReply.json(200, "{}");
  }

  private HttpReply get(HttpCall call, String hash) throws IOException {
    accept(call, "look", "offset", "follower");
    Optional<Lead> lead = keeper.lead();
    Optional<Blob> found = keeper.shelf().look(hash);
    if (found.isEmpty()) {
      return lead.isPresent() ? absent(hash) : elsewhere(call);
    }
    if (call.query("look").filter("true"::equals).isPresent()) {
      return HttpReply.json(200, text(found.get(), Optional.empty()));
    }
    long offset = number(call, "offset");
    InputStream content;
    try {
      content = keeper.shelf().open(hash, offset);
    } catch (NoSuchFileException e) {
      return lead.isPresent() ? absent(hash) : elsewhere(call);
    }
    Optional<String> follower = call.query("follower").filter(name -> lead.isPresent());
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", BYTES);
    headers.put("Content-Length", Long.toString(found.get().size() - offset));
    return new HttpReply(
        200,
        headers,
        follower.isPresent()
            ? new Heard(content, () -> lead.get().heard(follower.get()))
            : content);
  }

  private static HttpReply absent(String hash) throws IOException {
    return refusal(
        404, Reason.of(Reasons.UNKNOWN, hash, "there is no such blob", "put it once more"));
  }

  private HttpReply put(HttpCall call, String hash) throws Exception {
    accept(call, "follower");
    if (keeper.lead().isEmpty()) {
      return elsewhere(call);
    }
    // A follower that gives back what we lack cannot follow meanwhile: it is not waited for.
    Duration patience = call.query("follower").isPresent() ? Duration.ZERO : Keeper.PATIENCE;
    try {
      Keeper.Kept kept = keeper.put(call.body(), Optional.of(hash), patience);
      return HttpReply.json(200, text(kept.blob(), Optional.of(kept.copies())));
    } catch (NoRoom e) {
      return refusal(
          INSUFFICIENT_STORAGE,
          Reason.of(Keeper.BLOBS_FULL, hash, e.getMessage(), "make room, then put it again"));
    }
  }

  private static String text(Blob blob, Optional<Integer> copies) throws IOException {
    return Page.object(
        json -> {
          json.writeStringField("hash", blob.hash());
          json.writeNumberField("size", blob.size());
          if (copies.isPresent()) {
            json.writeNumberField("copies", copies.get());
          }
        });
  }

  /** To the leader, or to patience while there is none. */
  private HttpReply elsewhere(HttpCall call) throws IOException {
    Leadership leadership = keeper.leadership();
    LeaderInfo leader =
        leadership
            .leader()
            .filter(known -> !leadership.leading())
            .orElseThrow(
                () ->
                    new Refused(
                        Reason.of(
                            Reasons.NOT_LEADER, "", "no master leads right now", "try again")));
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Location", url(leader) + "/blobs/" + call.path().getFirst() + query(call));
    Reason reason =
        Reason.of(
            Reasons.NOT_LEADER, leader.id(), "the leader is " + url(leader), "ask the leader");
    return new HttpReply(307, headers, HttpReply.json(307, Page.of(reason)).body());
  }

  private static String query(HttpCall call) {
    List<String> pairs =
        call.queries().entrySet().stream()
            .map(pair -> pair.getKey() + "=" + encoded(pair.getValue().getFirst()))
            .toList();
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String url(LeaderInfo leader) {
    String host = leader.host();
    return "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + leader.port();
  }

  private static HttpReply refusal(int status, Reason reason) throws IOException {
    return HttpReply.json(status, Page.of(reason));
  }

  private static void accept(HttpCall call, String... names) {
    for (Map.Entry<String, List<String>> given : call.queries().entrySet()) {
      if (!List.of(names).contains(given.getKey())) {
        throw new IllegalArgumentException(
            "unknown parameter '" + given.getKey() + "'; use " + String.join(", ", names));
      }
    }
  }

  private static long number(HttpCall call, String name) {
    String text = call.query(name).orElse("0");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "parameter '" + name + "' must be a whole number, not '" + text + "'", e);
    }
  }

  /** Says with each buffer that its reader is at work. */
  private static final class Heard extends FilterInputStream {
    private final Runnable heard;

    Heard(InputStream in, Runnable heard) {
      super(in);
      this.heard = heard;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      heard.run();
      return super.read(bytes, offset, length);
    }
  }
}
