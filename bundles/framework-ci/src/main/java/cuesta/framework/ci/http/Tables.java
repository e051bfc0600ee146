package cuesta.framework.ci.http;

import cuesta.framework.kit.http.Show;
import cuesta.framework.kit.http.Show.Column;

/** How answers show on the command line. */
final class Tables {
  static final Show PIPELINES =
      Show.rows(
          "pipelines",
          Column.of("NO", "pipeline"),
          Column.of("PROJECT", "project"),
          Column.of("OF", "of"),
          Column.of("STATUS", "status"),
          new Column("CREATED", "created", "age"),
          Column.of("TOOK", "took"),
          Column.of("JOBS", "counts"),
          Column.of("TITLE", "title"));

  static final Show PIPELINE =
      Show.rows(
              "jobs",
              Column.of("STAGE", "stage"),
              Column.of("JOB", "name"),
              Column.of("STATUS", "status"),
              Column.of("TOOK", "took"),
              Column.of("AGENT", "agent"),
              Column.of("NOTE", "note"))
          .below("pipeline {pipeline} of {project}, {of}: {status} {took}");

  static final Show ARTIFACTS =
      Show.rows(
          "artifacts",
          Column.of("JOB", "job"),
          Column.of("FILES", "files"),
          new Column("BYTES", "bytes", "bytes"),
          new Column("EXPIRES", "expires", "time"));

  private Tables() {}
}
