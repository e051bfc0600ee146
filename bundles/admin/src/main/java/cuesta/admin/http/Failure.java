package cuesta.admin.http;

import cuesta.api.Reason;
import cuesta.api.Reasons;

/** An answer that is an error; thrown from wherever it shows. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  private Failure(Answer answer, Reason reason) {
    super(reason.toString(), null, false, false);
    this.answer = answer;
  }

  /** A status with its reason. */
  public static Failure of(int status, Reason reason) {
    return new Failure(Answer.reason(status, reason), reason);
  }

  /** A status with its reason and a header. */
  public static Failure of(int status, Reason reason, String header, String value) {
    return new Failure(Answer.reason(status, reason).with(header, value), reason);
  }

  /** Nothing is there. */
  public static Failure unknown(String subject, String detail, String hint) {
    return of(404, Reason.of(Reasons.UNKNOWN, subject, detail, hint));
  }

  /** What is sent. */
  public Answer answer() {
    return answer;
  }
}
