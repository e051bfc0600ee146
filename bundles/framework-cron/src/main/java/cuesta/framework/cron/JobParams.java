package cuesta.framework.cron;

import cuesta.api.framework.TaskInfo;
import cuesta.framework.cron.engine.CronLimits;
import cuesta.framework.cron.engine.Spec;
import cuesta.framework.cron.schedule.Schedules;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Input;
import cuesta.framework.kit.http.Invalid;
import cuesta.framework.kit.http.Param;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What adding a job takes, and how it is read. */
final class JobParams {
  static final Param[] ALL = {
    Param.argument("name", "what the job is called"),
    Param.rest("command", "what to run, or one shell line"),
    Param.flag("schedule", "S", "when: '30 2 * * *', @daily, '@every 90s'").must(),
    Param.flag("tz", "ZONE", "where those are local times").usually("UTC"),
    Param.flag("cpus", "N", "cores").usually("1"),
    Param.flag("mem", "MIB", "memory").usually("128"),
    Param.flag("disk", "MIB", "disk"),
    Param.map("env", "a variable"),
    Param.toggle("shell", "the command is a line for /bin/sh"),
    Param.flag("user", "USER", "as whom it runs"),
    Param.flag("overlap", "RULE", "what is due while a run is open: skip it, or run both")
        .oneOf("forbid", "allow")
        .usually("forbid"),
    Param.flag("catch-up", "WHICH", "of what was due while nobody led")
        .oneOf("none", "last", "all")
        .usually("last"),
    Param.flag("retries", "N", "attempts after one that failed").usually("0"),
    Param.flag("timeout", "T", "how long an attempt may take"),
    Param.flag("grace", "T", "how long it may take to end after SIGTERM").usually("3s"),
    Param.toggle("replace", "replaces the job of that name, if there is one"),
  };

  private static final Duration LONGEST = Duration.ofDays(30);
  private static final int MAX_TEXT = 200;

  private JobParams() {}

  /** A job; refused with INVALID naming the field. */
  static Spec spec(Call call, Instant now) {
    Input input = call.input();
    List<String> command = input.texts("command");
    boolean shell = input.flag("shell");
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw Invalid.field("command", "it is empty", "say what to run, after --");
    }
    if (shell && command.size() != 1) {
      throw Invalid.field("command", "a shell takes one line", "put it into quotes");
    }
    ZoneId zone = zone(input);
    Spec spec =
        new Spec(
            name(call),
            schedule(input, zone, now),
            zone.getId(),
            command,
            shell,
            some(input, "cpus", 1_000, "0.1"),
            some(input, "mem", 128_000, "32"),
            input.amount("disk", 0),
            input.map("env"),
            input.text("user", "", MAX_TEXT),
            choice(input, "overlap", Spec.Overlap.FORBID),
            choice(input, "catch-up", Spec.CatchUp.LAST),
            (int) input.number("retries", 0, 0, CronLimits.RETRIES),
            timeout(input),
            input.duration("grace", TaskInfo.DEFAULT_KILL_GRACE, LONGEST),
            call.http().principal().name());
    if (spec.weight() > CronLimits.SPEC_BYTES) {
      throw Invalid.field(
          "command",
          "command and env take " + spec.weight() + " bytes; at most " + CronLimits.SPEC_BYTES,
          "put bulk into a file");
    }
    Input.checked("command", () -> spec.commandInfo(Collections.emptySortedMap()));
    return spec;
  }

  private static String name(Call call) {
    String name = call.need("name");
    if (!name.matches(CronLimits.NAME)) {
      throw Invalid.field(
          "name",
          "'" + name + "' is no name of a job",
          "letters, digits, '.', '_' and '-', at most 100, a letter or digit first");
    }
    return name;
  }

  static ZoneId zone(Input input) {
    return Input.checked("tz", () -> Schedules.zone(input.text("tz", "UTC", MAX_TEXT)));
  }

  private static String schedule(Input input, ZoneId zone, Instant now) {
    String text = input.text("schedule").orElseThrow().strip();
    Input.checked("schedule", () -> Schedules.parse(text, zone, now));
    return text;
  }

  private static long some(Input input, String name, long otherwise, String example) {
    long amount = input.amount(name, otherwise);
    if (amount == 0) {
      throw Invalid.field(name, "it is 0", "ask for some, " + example + " for example");
    }
    return amount;
  }

  private static <E extends Enum<E>> E choice(Input input, String name, E otherwise) {
    return input
        .text(name)
        .map(text -> Enum.valueOf(otherwise.getDeclaringClass(), text.toUpperCase(Locale.ROOT)))
        .orElse(otherwise);
  }

  private static Optional<Duration> timeout(Input input) {
    Duration limit = input.duration("timeout", Duration.ZERO, LONGEST);
    if (input.has("timeout") && limit.isZero()) {
      throw Invalid.field("timeout", "it is 0", "leave it out for no limit");
    }
    return Optional.of(limit).filter(some -> !some.isZero());
  }
}
