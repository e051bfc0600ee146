package cuesta.core.edge.link;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;

/**
 * Why a stream ended, on the wire: the status says it to gRPC's tools, the trailer {@code
 * cuesta.v1.reason-bin} to us.
 */
final class Farewell {
  private static final Metadata.Key<cuesta.protocol.v1.Reason> REASON =
      ProtoUtils.keyForProto(cuesta.protocol.v1.Reason.getDefaultInstance());

  private Farewell() {}

  /** As an exception, the way gRPC's observers take it. */
  static StatusRuntimeException exception(Reason why) {
    return status(why).asRuntimeException(trailers(why));
  }

  static Status status(Reason why) {
    Status status =
        switch (why.code()) {
          case Reasons.UNAUTHENTICATED -> Status.UNAUTHENTICATED;
          case Reasons.OVERLOADED -> Status.RESOURCE_EXHAUSTED;
          case Reasons.INVALID -> Status.INVALID_ARGUMENT;
          case Reasons.INTERNAL -> Status.INTERNAL;
          default -> Status.ABORTED;
        };
    return status.withDescription(why.code()); // the rest would have to be escaped, and is long
  }

  static Metadata trailers(Reason why) {
    Metadata trailers = new Metadata();
    trailers.put(REASON, ValueCodec.write(why));
    return trailers;
  }

  /** Why the other end, or the way there, ended a stream. */
  static Reason read(Throwable ended, String peer) {
    Metadata trailers = Status.trailersFromThrowable(ended);
    if (trailers != null && trailers.containsKey(REASON)) {
      try {
        return ValueCodec.read(trailers.get(REASON));
      } catch (IllegalArgumentException e) {
        return Reason.of(Reasons.INVALID, peer, "the reason it gave is none: " + e.getMessage());
      }
    }
    Status status = Status.fromThrowable(ended);
    Throwable cause = status.getCause();
    String detail =
        cause == null || cause.getMessage() == null ? status.getDescription() : cause.getMessage();
    return Reason.of(
        Reasons.AGENT_DISCONNECTED, peer, detail == null ? status.getCode().toString() : detail);
  }
}
