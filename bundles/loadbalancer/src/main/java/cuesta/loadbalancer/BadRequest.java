package cuesta.loadbalancer;

import java.io.Serial;

/** A request that is refused whatever it is for. */
final class BadRequest extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient Answer answer;

  BadRequest(Answer answer) {
    super(answer.reason().detail(), null, false, false);
    this.answer = answer;
  }

  Answer answer() {
    return answer;
  }
}
