package cuesta.framework.cron;

import cuesta.api.Reason;
import cuesta.api.Refused;
import cuesta.framework.cron.engine.Decision;
import cuesta.framework.cron.engine.Progress;
import cuesta.framework.cron.engine.Row;
import cuesta.framework.cron.engine.Run;
import cuesta.framework.cron.engine.Spec;
import cuesta.framework.cron.engine.Tally;
import cuesta.framework.kit.http.CommandLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** Words for people. */
final class Texts {
  private Texts() {}

  /** How a run ended; of an open one, what it does. */
  static String result(Run run) {
    return run.ended().isPresent() ? end(run) : now(run);
  }

  private static String end(Run run) {
    if (run.succeeded()) {
      return "ok";
    }
    if (run.stop() != Run.Stop.NO) {
      return run.stop() == Run.Stop.TIMEOUT ? "timeout" : "killed";
    }
    if (run.exit().isPresent()) {
      return run.exit().getAsInt() >= 0
          ? "exit " + run.exit().getAsInt()
          : run.launch().started().isPresent() ? "lost" : "not started";
    }
    return word(run.launch().state());
  }

  private static String now(Run run) {
    if (run.until().isPresent()) {
      return "waiting to retry";
    }
    if (run.launch().waits()) {
      return "waiting";
    }
    return switch (run.launch().state()) {
      case STAGING, STARTING -> "starting";
      case KILLING -> "ending";
      default -> word(run.launch().state());
    };
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** What a job is at. */
  static String now(Row row) {
    List<Run> open = new ArrayList<>();
    row.progress().open().values().forEach(open::add);
    if (open.size() <= 1) {
      return open.isEmpty() ? "idle" : now(open.getFirst());
    }
    Map<String, Long> words =
        open.stream()
            .collect(Collectors.groupingBy(Texts::now, TreeMap::new, Collectors.counting()));
    return words.entrySet().stream()
        .map(one -> one.getValue() + " " + one.getKey())
        .collect(Collectors.joining(", "));
  }

  static String state(Row row) {
    return row.progress().deleted()
        ? "deleting"
        : row.progress().paused().isPresent() ? "paused" : "active";
  }

  static String fate(Decision decision) {
    return switch (decision) {
      case FIRED -> "fired";
      case LATE -> "fired late";
      case CAUGHT_UP -> "caught up";
      case OVERLAP -> "skipped: a run was open";
      case PAUSED -> "skipped: paused";
      case MISSED -> "skipped: nothing led";
      case DEADLINE -> "skipped: too late for it";
      case EXCESS -> "skipped: too many were missed";
      case CROWDED -> "skipped: too many runs were open";
    };
  }

  /** What became of all runs and instants so far. */
  static List<String> sums(Progress progress) {
    Tally tally = progress.tally();
    List<String> sums = new ArrayList<>();
    String ended = tally.succeeded() + " ok, " + tally.failed() + " failed";
    sums.add("runs: " + ended + ", " + progress.open().size() + " open");
    for (Map.Entry<Decision, Long> sum : tally.decisions()) {
      sums.add(fate(sum.getKey()) + ": " + sum.getValue());
    }
    return sums;
  }

  /** A command as one would type it. */
  static String line(Spec spec) {
    return CommandLine.of(spec.command(), spec.shell());
  }

  /** The reason of a failure, if it has one. */
  static Reason why(String code, String subject, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof Refused refused
        ? refused.reason()
        : Reason.of(code, subject, String.valueOf(cause));
  }
}
