package cuesta.admin.http;

import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets requests in, or not, and sends them where they belong. */
public final class Door {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);

  /** OPTIONS is missing on purpose: it is how a browser asks whether a foreign page may call us. */
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  /** Nobody was asked who he is. */
  private static final Principal UNASKED = Principal.of("unasked");

  private final Hosts hosts;
  private final Credentials credentials;
  private final Function<String, Route> routes;

  /**
   * A door.
   *
   * @param routes by the first segment of the path
   */
  public Door(Hosts hosts, Credentials credentials, Function<String, Route> routes) {
    this.hosts = hosts;
    this.credentials = credentials;
    this.routes = routes;
  }

  /** Answers a request; never throws for what is wrong with it. */
  public Answer answer(Incoming request) {
    try {
      hosts.check(request);
      if (!METHODS.contains(request.method())) {
        throw notAllowed(request.method(), List.copyOf(METHODS));
      }
      return enter(request);
    } catch (Failure e) {
      return e.answer();
    } catch (Refused e) {
      return Statuses.answer(e.reason());
    } catch (IllegalArgumentException e) {
      return Answer.reason(400, Reason.of(Reasons.INVALID, "", String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Statuses.answer(Reason.of(Reasons.OVERLOADED, "", "the server is stopping"));
    } catch (Exception e) {
      LOG.error("call failed method={} path={}", request.method(), request.path(), e);
      return Answer.reason(
          500, Reason.of(Reasons.INTERNAL, request.path(), e.toString(), "see the server's log"));
    }
  }

  private Answer enter(Incoming request) throws Exception {
    List<String> segments = Parameters.segments(request.path());
    String prefix = segments.isEmpty() ? "" : segments.getFirst();
    // The key comes before the route: without it nobody learns what is there.
    Route known = routes.apply(prefix);
    Principal principal = known.open() ? UNASKED : credentials.check(request);
    if (!known.methods().isEmpty() && !known.methods().contains(request.method())) {
      throw notAllowed(request.method(), known.methods());
    }
    if (!request.method().equals("GET")) {
      checkType(request, known.types());
    }
    if (request.length() > known.bodyLimit()) {
      throw LimitedBody.tooLarge(known.bodyLimit());
    }
    return known
        .resource()
        .answer(
            new Call(
                request,
                prefix,
                segments.isEmpty() ? segments : segments.subList(1, segments.size()),
                Parameters.query(request.query()),
                new LimitedBody(request.body(), known.bodyLimit()),
                principal));
  }

  /**
   * A page of another site can make a browser post forms and plain text without asking, but neither
   * of these types.
   */
  private static void checkType(Incoming request, List<String> types) {
    Optional<String> given = request.header("content-type");
    String type = given.orElse("").split(";")[0].strip().toLowerCase(Locale.ROOT);
    if (!types.contains(type)) {
      throw Failure.of(
          415,
          Reason.of(
              Reasons.INVALID,
              "Content-Type",
              given.map(text -> "is '" + text + "'").orElse("is missing"),
              "send " + String.join(" or ", types)));
    }
  }

  private static Failure notAllowed(String method, List<String> allowed) {
    String list = String.join(", ", allowed.stream().sorted().toList());
    return Failure.of(
        405,
        Reason.of(Reasons.INVALID, method, "is not a method of this path", "use " + list),
        "Allow",
        list);
  }
}
