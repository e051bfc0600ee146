package cuesta.core.edge.link;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.MetadataUtils;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The cluster key on the wire: who does not know it gets no stream. */
final class LinkKey implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final Reason REFUSED =
      Reason.of(
          Reasons.UNAUTHENTICATED,
          "authorization",
          "the cluster key is missing or another",
          "give both ends the same --cluster-key FILE");

  private final String header;

  LinkKey(String key) {
    if (key.isBlank() || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "key must be one line of printable characters; let the master make one");
    }
    header = "Bearer " + key;
  }

  /** What presents the key. */
  ClientInterceptor presented() {
    Metadata metadata = new Metadata();
    metadata.put(AUTHORIZATION, header);
    return MetadataUtils.newAttachHeadersInterceptor(metadata);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String given = headers.get(AUTHORIZATION);
    if (given != null && MessageDigest.isEqual(bytes(given), bytes(header))) { // constant time
      return next.startCall(call, headers);
    }
    call.close(Farewell.status(REFUSED), Farewell.trailers(REFUSED));
    return new ServerCall.Listener<>() {};
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
