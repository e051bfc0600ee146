package cuesta.admin.http;

import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.auth.Authenticator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who calls: the holder of the cluster key, or whom the authenticator knows.
 *
 * @param key the cluster key; empty if everybody may do everything ({@code --insecure})
 * @param authenticator the one that is there now
 * @param authenticatorRequired whether calls without the key are refused while there is none
 */
public record Credentials(
    Optional<String> key, Supplier<Optional<Authenticator>> authenticator, boolean required) {
  private static final String BEARER = "Bearer ";

  /** Whoever calls a door that asks nobody. */
  private static final Principal ANYBODY = Principal.of("anybody");

  Principal check(Incoming request) {
    if (key.isEmpty()) {
      return ANYBODY;
    }
    Optional<String> given = request.header("authorization");
    if (given.map(this::isKey).orElse(false)) {
      return Principal.OPERATOR;
    }
    Optional<Authenticator> asked = authenticator.get();
    return asked
        .flatMap(known -> known.authenticate(request.headers()))
        .orElseThrow(() -> refusal(given.isPresent(), asked.isEmpty()));
  }

  private boolean isKey(String header) {
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return false;
    }
    // In constant time: how long it takes must not tell how much was right.
    return MessageDigest.isEqual(
        bytes(header.substring(BEARER.length()).strip()), bytes(key.get()));
  }

  private Failure refusal(boolean given, boolean nobodyToAsk) {
    String detail =
        required && nobodyToAsk
            ? "the configured authenticator is absent, so only the cluster key is accepted"
            : given ? "the key is not this cluster's" : "this call needs the cluster key";
    return Failure.of(
        401,
        Reason.of(
            Reasons.UNAUTHENTICATED,
            "Authorization",
            detail,
            "send 'Authorization: Bearer <content of the key file>'"),
        "WWW-Authenticate",
        "Bearer");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
