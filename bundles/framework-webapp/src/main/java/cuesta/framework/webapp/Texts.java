package cuesta.framework.webapp;

import cuesta.api.TaskState;
import cuesta.api.framework.Check;
import cuesta.api.framework.Probe;
import cuesta.framework.kit.http.CommandLine;
import cuesta.framework.kit.http.Durations;
import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.Rollout;
import cuesta.framework.webapp.engine.Site;
import cuesta.framework.webapp.engine.Spec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Words for people. */
final class Texts {
  private static final int MILLI = 3;

  private Texts() {}

  static String state(Site site) {
    App app = site.app();
    if (app.deleted()) {
      return "deleting";
    }
    if (app.stopped()) {
      return site.instances().isEmpty() ? "stopped" : "stopping";
    }
    if (app.running().isPresent()) {
      return word(app.running().get().kind());
    }
    if (site.ready() < app.wanted()) {
      return site.ready() == 0 ? "down" : "partly ready";
    }
    return site.fresh() < app.wanted() ? "update failed" : "ready";
  }

  static String state(Instance instance) {
    if (instance.launch().state() == TaskState.UNREACHABLE) {
      return "unreachable"; // that it is to end is no news until its agent returns
    }
    if (instance.launch().kill().isPresent()) {
      return "ending";
    }
    if (instance.leaves().isPresent()) {
      return "draining";
    }
    if (instance.launch().waits()) {
      return "waiting";
    }
    return switch (instance.launch().state()) {
      case STAGING, STARTING -> "starting";
      case RUNNING -> instance.isReady() ? "ready" : "not ready";
      default -> word(instance.launch().state());
    };
  }

  private static String word(Rollout.Kind kind) {
    return switch (kind) {
      case DEPLOY -> "deploying";
      case RESTART -> "restarting";
      case ROLLBACK, AUTO_ROLLBACK -> "rolling back";
    };
  }

  private static String noun(Rollout.Kind kind) {
    return switch (kind) {
      case DEPLOY -> "deploy";
      case RESTART -> "restart";
      case ROLLBACK, AUTO_ROLLBACK -> "rollback";
    };
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static String check(Optional<Check> check) {
    if (check.isEmpty()) {
      return "none";
    }
    Probe probe = check.get().probe();
    String port = probe.port() == 0 ? "" : Integer.toString(probe.port());
    return switch (probe.type()) {
      case Probe.HTTP -> "http:" + port + probe.path();
      case Probe.TCP -> port.isEmpty() ? "tcp" : "tcp:" + port;
      default -> "cmd:" + probe.command().getLast();
    };
  }

  /** A check with all there is to it. */
  static String whole(Optional<Check> check) {
    return check
        .map(
            one ->
                check(check)
                    + " every "
                    + Durations.text(one.interval())
                    + ", within "
                    + Durations.text(one.timeout())
                    + ", "
                    + one.failures()
                    + (one.failures() == 1 ? " failure" : " failures")
                    + (one.grace().isZero() ? "" : " after " + Durations.text(one.grace())))
        .orElse("none");
  }

  static String placement(Spec.Placement placement) {
    List<String> words = new ArrayList<>(placement.constraints());
    words.add("spread by " + placement.spread());
    if (placement.most() > 0) {
      words.add("at most " + placement.most() + " each");
    }
    return String.join(", ", words);
  }

  static String update(Spec.Update update) {
    return "min-healthy "
        + update.minHealthy()
        + "%, surge "
        + update.surgeText()
        + ", deadline "
        + Durations.text(update.deadline())
        + (update.rollback() ? "" : ", no rollback");
  }

  /** Thousandths as one writes them. */
  static String plain(long milli) {
    return BigDecimal.valueOf(milli, MILLI).stripTrailingZeros().toPlainString();
  }

  /** A rollout in one line. */
  static String line(Site site, Rollout rollout) {
    return (rollout.isRunning() ? word(rollout.kind()) : noun(rollout.kind()))
        + " "
        + versions(rollout)
        + ": "
        + (rollout.isRunning() ? count(site) : word(rollout.result()));
  }

  private static String versions(Rollout rollout) {
    return rollout.kind() == Rollout.Kind.RESTART || rollout.from() == 0
        ? "version " + rollout.to()
        : "version " + rollout.from() + " to " + rollout.to();
  }

  /** How many of those are ready that are to be there in the end. */
  static int ready(Site site) {
    return site.app().running().isEmpty() ? site.ready() : site.fresh();
  }

  static String count(Site site) {
    return ready(site) + " of " + site.app().wanted() + " ready";
  }

  /** What came of a rollout that did not succeed. */
  static String ended(Rollout rollout) {
    String why = rollout.why().map(one -> ": " + one.detail()).orElse("");
    return switch (rollout.result()) {
      case ROLLED_BACK ->
          "version "
              + rollout.to()
              + " is rolled back"
              + why
              + "; version "
              + rollout.from()
              + " comes back";
      case FAILED ->
          "version "
              + rollout.to()
              + " failed"
              + why
              + "; its instances are started again and again";
      case SUPERSEDED -> "another update took the place of this one";
      case STOPPED -> "it was stopped meanwhile";
      default -> versions(rollout) + ": " + word(rollout.result());
    };
  }

  /** A command as one would type it. */
  static String line(Spec spec) {
    return CommandLine.of(spec.command(), spec.shell());
  }
}
