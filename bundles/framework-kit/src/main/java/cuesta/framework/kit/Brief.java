package cuesta.framework.kit;

import cuesta.api.Reason;
import java.util.Optional;

/**
 * Reasons short enough that many of them fit into one entry of a store: agents and plugins write
 * long ones.
 */
public final class Brief {
  private static final int CODE = 60;
  private static final int SUBJECT = 60;
  private static final int DETAIL = 200;

  private Brief() {}

  /**
   * Cuts a reason.
   *
   * @param reason a reason
   * @return at most about 400 characters of it
   */
  public static Optional<Reason> reason(Optional<Reason> reason) {
    return reason.map(
        why ->
            new Reason(
                cut(why.code(), CODE),
                shown(why.subject(), SUBJECT),
                shown(why.detail(), DETAIL),
                shown(why.hint(), SUBJECT)));
  }

  /**
   * Cuts the reason of a launch.
   *
   * @param launch a launch
   * @return with a short reason
   */
  public static Launch launch(Launch launch) {
    Optional<Reason> why = reason(launch.why());
    return why.equals(launch.why())
        ? launch
        : new Launch(
            launch.id(),
            launch.number(),
            launch.at(),
            launch.state(),
            launch.started(),
            launch.kill(),
            why);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  private static String shown(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
