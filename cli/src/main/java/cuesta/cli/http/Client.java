package cuesta.cli.http;

import cuesta.cli.json.Node;
import cuesta.cli.text.Clean;
import cuesta.cli.text.Reasons;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Calls a master, follows it to the leader, and calls agents. Turns whatever goes wrong into a line
 * for people. Any thread.
 */
public final class Client {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** An upload is answered when several disks have it. */
  private static final Duration SLOW = Duration.ofSeconds(90);

  /** More would be a circle. */
  private static final int HOPS = 5;

  private final String master;
  private final Key key;
  private volatile String leader;

  /** A client of a master. */
  public Client(String master, Key key) {
    this.master = master;
    this.key = key;
    leader = master;
  }

  /** Looks at something. */
  public Reply get(String path) throws Trouble {
    return get(path, PATIENCE);
  }

  /** The same for as long as it is worth waiting. */
  public Reply get(String path, Duration patience) throws Trouble {
    return call("GET", path, Optional.empty(), patience);
  }

  /** Changes something. */
  public Reply post(String path, String json) throws Trouble {
    return call("POST", path, Optional.of(json), PATIENCE);
  }

  /** Any call, with a JSON text if it has a body. */
  public Reply call(String method, String path, Optional<String> json, Duration patience)
      throws Trouble {
    return call(request(method, path, json, patience));
  }

  /** Changes something that the server does once for each name, however often it is asked. */
  public Reply postOnce(String path, String json, String name) throws Trouble {
    return call(
        new Wire.Request(
            "POST", path, Optional.of(new Wire.Json(json)), Optional.of(name), PATIENCE));
  }

  /**
   * Puts a file there. Ask first who leads: what one master refuses is read to its end before.
   *
   * @param sent is told after each piece how many bytes went out
   */
  public void upload(String path, Path file, LongConsumer sent) throws Trouble {
    call(
        new Wire.Request(
            "PUT", path, Optional.of(new Wire.Content(file, sent)), Optional.empty(), SLOW));
  }

  /** An answer that comes as it happens. */
  public Stream open(String path, Duration patience) throws Trouble {
    return open("GET", path, Optional.empty(), patience);
  }

  /**
   * The same of any call.
   *
   * @param patience how long it may be silent; zero for ever
   */
  public Stream open(String method, String path, Optional<String> json, Duration patience)
      throws Trouble {
    return stream(exchange(request(method, path, json, patience)));
  }

  /** The same from an agent, whose URL is known. */
  public Stream openAt(String url, Duration patience) throws Trouble {
    return stream(attempt(request("GET", "", Optional.empty(), patience), url));
  }

  private static Wire.Request request(
      String method, String path, Optional<String> body, Duration patience) {
    return new Wire.Request(method, path, body.map(Wire.Json::new), Optional.empty(), patience);
  }

  private Reply call(Wire.Request request) throws Trouble {
    HttpURLConnection call = exchange(request);
    String url = call.getURL().toString();
    try {
      return new Reply(url, call.getResponseCode(), Wire.body(call));
    } catch (IOException e) {
      leader = master;
      throw broken(url, e);
    }
  }

  /** Goes where the leader is, and back to where it began if that one does not answer. */
  private HttpURLConnection exchange(Wire.Request request) throws Trouble {
    try {
      for (int hop = 0; hop < HOPS; hop++) {
        HttpURLConnection call = attempt(request, leader + request.target());
        if (status(call) != 307) {
          return call;
        }
        leader = origin(call.getHeaderField("Location"));
      }
      throw new Trouble.Passing(
          Trouble.Passing.Kind.NOT_NOW, "the masters send each to another; nobody leads");
    } catch (Trouble.Passing e) {
      leader = master;
      throw e;
    }
  }

  private static String origin(String location) throws Trouble {
    String text = location == null ? "" : location;
    int path = text.indexOf('/', text.indexOf("://") + 3);
    return Address.parse("the leader's address", path < 0 ? text : text.substring(0, path));
  }

  private HttpURLConnection attempt(Wire.Request request, String url) throws Trouble {
    try {
      HttpURLConnection call = Wire.call(request, url, key.value());
      if (call.getResponseCode() >= 400) {
        throw refusal(call, url);
      }
      return call;
    } catch (Wire.NotSent e) {
      throw nobody(url, e);
    } catch (IOException e) {
      throw broken(url, e);
    }
  }

  /** A leader of whom another master told has died a moment ago: there will be another one. */
  private Trouble.Passing nobody(String url, IOException e) {
    String line = "nothing answers at " + base(url) + " (" + e.getMessage() + ")";
    boolean told = !url.startsWith(master + "/") && url.startsWith(leader + "/");
    return told
        ? new Trouble.Passing(
            Trouble.Passing.Kind.NOT_NOW,
            line + ", which led; another master does within seconds: try again")
        : new Trouble.Passing(
            Trouble.Passing.Kind.NOBODY,
            url.startsWith(master + "/")
                ? line + "; start a cluster with 'cuesta dev', or name a master with --master"
                : line);
  }

  private static Trouble.Passing broken(String url, IOException e) {
    return new Trouble.Passing(
        Trouble.Passing.Kind.BROKEN,
        "the connection to " + base(url) + " broke: " + e.getMessage());
  }

  private static String base(String url) {
    int path = url.indexOf('/', url.indexOf("://") + 3);
    return path < 0 ? url : url.substring(0, path);
  }

  private Trouble refusal(HttpURLConnection call, String url) throws IOException {
    int status = call.getResponseCode();
    byte[] body = Wire.body(call);
    String why = reason(status, body);
    return switch (status) {
      case 401 -> new Trouble(why + "; " + key.origin() + "; --cluster-key FILE names another");
      case 404 ->
          isReason(body)
              ? new Trouble.Missing(subject(body), why)
              // Not of our door: when a master starts, its server is there before.
              : new Trouble.Passing(Trouble.Passing.Kind.NOT_NOW, why);
      case 504 -> new Trouble.Passing(Trouble.Passing.Kind.BROKEN, why);
      case 502, 503 -> new Trouble.Passing(Trouble.Passing.Kind.NOT_NOW, why);
      default -> new Trouble(url.startsWith(leader) ? why : base(url) + ": " + why);
    };
  }

  private static boolean isReason(byte[] body) {
    try {
      return Node.parse(body).some("code").isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private static String subject(byte[] body) {
    try {
      return Node.parse(body).text("subject");
    } catch (IOException e) {
      return "";
    }
  }

  private static String reason(int status, byte[] body) {
    try {
      Node reason = Node.parse(body);
      if (reason.some("code").isPresent()) {
        return Reasons.line(reason);
      }
    } catch (IOException e) {
      // Not one of our answers: shown as it is.
    }
    String text = Clean.line(new String(body, StandardCharsets.UTF_8).strip());
    return "HTTP status "
        + status
        + (text.isEmpty() ? "" : ": " + (text.length() > 200 ? text.substring(0, 200) : text));
  }

  private static int status(HttpURLConnection call) throws Trouble {
    try {
      return call.getResponseCode();
    } catch (IOException e) {
      throw broken(call.getURL().toString(), e);
    }
  }

  private static Stream stream(HttpURLConnection call) throws Trouble {
    try {
      return new Stream(call, Wire.stream(call));
    } catch (IOException e) {
      throw broken(call.getURL().toString(), e);
    }
  }
}
