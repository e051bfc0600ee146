package cuesta.framework.cron;

import cuesta.framework.kit.http.Show;
import cuesta.framework.kit.http.Show.Column;

/** How answers show on the command line. */
final class Tables {
  static final Show JOBS =
      Show.rows(
              "jobs",
              Column.of("JOB", "name"),
              Column.of("SCHEDULE", "schedule"),
              Column.of("ZONE", "zone"),
              Column.of("STATE", "state"),
              new Column("NEXT", "next", "time"),
              new Column("LAST", "last", "time"),
              Column.of("RESULT", "result"),
              Column.of("NOW", "now"),
              Column.of("WHY", "why"))
          .below("{note}");

  static final Show JOB =
      Show.page(
          Column.of("JOB", "name"),
          Column.of("SCHEDULE", "schedule"),
          Column.of("ZONE", "zone"),
          Column.of("STATE", "state"),
          new Column("PAUSED", "paused", "time"),
          new Column("NEXT", "next", "time"),
          Column.of("NOW", "now"),
          new Column("LAST", "last", "time"),
          Column.of("RESULT", "result"),
          Column.of("WHY", "why"),
          Column.of("SO FAR", "sums"),
          Column.of("COMMAND", "line"),
          Column.of("ENV", "env"),
          Column.of("USER", "user"),
          Column.of("CPUS", "cpus"),
          Column.of("MEM", "mem"),
          Column.of("DISK", "disk"),
          Column.of("OVERLAP", "overlap"),
          Column.of("CATCH-UP", "catch-up"),
          Column.of("RETRIES", "retries"),
          Column.of("TIMEOUT", "timeout"),
          Column.of("GRACE", "grace"),
          new Column("ADDED", "created", "time"),
          Column.of("BY", "principal"));

  static final Show RUNS =
      Show.rows(
          "runs",
          Column.of("NO", "number"),
          Column.of("RUN", "run"),
          Column.of("RESULT", "result"),
          new Column("STARTED", "started", "time"),
          new Column("TOOK", "took", "duration"),
          new Column("LATE", "late", "duration"),
          Column.of("WHY", "why"));

  static final Show LEDGER =
      Show.rows(
          "lines",
          new Column("DUE", "first", "time"),
          new Column("TO", "to", "time"),
          Column.of("COUNT", "count"),
          Column.of("FATE", "fate"),
          new Column("LATE", "late", "duration"),
          Column.of("DETAIL", "detail"));

  static final Show PREVIEW =
      Show.rows(
          "instants",
          Column.of("LOCAL", "local"),
          Column.of("UTC", "instant"),
          Column.of("NOTE", "note"));

  private Tables() {}
}
