package cuesta.admin.http;

import cuesta.api.Reason;
import cuesta.api.Reasons;

/** Which HTTP status a refusal has. */
final class Statuses {
  /** When to come back, where no better guess is known. */
  static final String RETRY_SECONDS = "1";

  private Statuses() {}

  static int of(Reason reason) {
    return switch (reason.code()) {
      case Reasons.INVALID, Reasons.TASK_INVALID, Reasons.OPERATION_UNKNOWN -> 400;
      case Reasons.UNAUTHENTICATED -> 401;
      case Reasons.FORBIDDEN -> 403;
      case Reasons.UNKNOWN, Reasons.TASK_UNKNOWN -> 404;
      case Reasons.INTERNAL -> 500;
      case Reasons.NOT_LEADER,
          Reasons.SESSION_OVER,
          Reasons.OVERLOADED,
          Reasons.REGISTRY_UNAVAILABLE ->
          503;
      default -> 409;
    };
  }

  /** The answer to a refusal; what may be tried again says when. */
  static Answer answer(Reason reason) {
    int status = of(reason);
    Answer answer = Answer.reason(status, reason);
    return status == 503 ? answer.with("Retry-After", RETRY_SECONDS) : answer;
  }
}
