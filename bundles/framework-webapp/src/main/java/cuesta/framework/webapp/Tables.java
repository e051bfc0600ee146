package cuesta.framework.webapp;

import cuesta.framework.kit.http.Show;
import cuesta.framework.kit.http.Show.Column;

/** How answers show on the command line. */
final class Tables {
  static final Show APPS =
      Show.rows(
          "apps",
          Column.of("APP", "name"),
          Column.of("STATE", "state"),
          Column.of("READY", "count"),
          Column.of("VERSION", "version"),
          Column.of("URL", "url"),
          new Column("CREATED", "created", "age"),
          Column.of("WHY", "why"));

  static final Show APP =
      Show.page(
          Column.of("APP", "name"),
          Column.of("STATE", "state"),
          Column.of("READY", "count"),
          Column.of("VERSION", "version"),
          Column.of("UPDATE", "update"),
          Column.of("WHY", "why"),
          Column.of("TRY", "try"),
          Column.of("URL", "urls"),
          Column.of("REQUESTS", "traffic"),
          Column.of("COMMAND", "line"),
          Column.of("EACH", "each"),
          Column.of("ENV", "env"),
          Column.of("HEALTH", "health"),
          Column.of("READINESS", "readiness"),
          Column.of("PLACEMENT", "placement"),
          Column.of("NEXT START", "next-start"),
          Column.of("LAST FAILURE", "last-failure"),
          Column.of("ITS OUTPUT", "last-output"),
          Column.of("INSTANCE", "shown"));

  static final Show HISTORY =
      Show.rows(
          "updates",
          Column.of("NO", "number"),
          Column.of("WHAT", "kind"),
          Column.of("FROM", "from"),
          Column.of("TO", "to"),
          new Column("STARTED", "started", "time"),
          new Column("TOOK", "took", "duration"),
          Column.of("RESULT", "result"),
          Column.of("BY", "principal"),
          Column.of("COMMAND", "line"),
          Column.of("WHY", "why"));

  static final Show PLAN =
      Show.page(
          Column.of("APP", "name"),
          Column.of("DOES", "does"),
          Column.of("CHANGES", "changes"),
          Column.of("STEPS", "steps"),
          Column.of("ROOM", "room"));

  private Tables() {}
}
