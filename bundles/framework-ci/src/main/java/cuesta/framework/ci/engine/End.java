package cuesta.framework.ci.engine;

import cuesta.api.Reason;
import cuesta.framework.kit.Brief;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an attempt of a job ended.
 *
 * @param exit the script's exit status; absent if it never ran or will never be known
 * @param failure of which kind its failure is; absent if it did not fail
 * @param why what happened, if there is more to say
 */
public record End(OptionalInt exit, Optional<Failure> failure, Optional<Reason> why) {
  /** It has not ended, or nothing is to be said of it. */
  public static final End NONE = new End(OptionalInt.empty(), Optional.empty(), Optional.empty());

  /** Cuts the texts of the reason. */
  public End {
    why = Brief.reason(why);
  }

  static End of(OptionalInt exit) {
    return new End(exit, Optional.empty(), Optional.empty());
  }

  static End failed(OptionalInt exit, Failure kind, Optional<Reason> why) {
    return new End(exit, Optional.of(kind), why);
  }

  End because(Optional<Reason> reason) {
    return new End(exit, failure, why.or(() -> reason));
  }
}
