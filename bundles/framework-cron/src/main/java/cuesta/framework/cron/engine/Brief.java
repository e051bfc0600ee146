package cuesta.framework.cron.engine;

import cuesta.api.Reason;
import cuesta.framework.kit.Launch;
import java.util.Optional;

/**
 * Reasons short enough that as many of them as there may be open runs fit into one entry of the
 * store: agents and plugins write long ones.
 */
final class Brief {
  private static final int CODE = 60;
  private static final int SUBJECT = 60;
  private static final int DETAIL = 200;

  private Brief() {}

  static Optional<Reason> reason(Optional<Reason> reason) {
    return reason.map(
        why ->
            new Reason(
                cut(why.code(), CODE),
                shown(why.subject(), SUBJECT),
                shown(why.detail(), DETAIL),
                shown(why.hint(), SUBJECT)));
  }

  static Launch launch(Launch launch) {
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
