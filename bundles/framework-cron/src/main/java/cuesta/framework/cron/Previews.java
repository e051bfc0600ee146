package cuesta.framework.cron;

import cuesta.api.http.HttpReply;
import cuesta.framework.cron.engine.CronLimits;
import cuesta.framework.cron.engine.CronState;
import cuesta.framework.cron.engine.Row;
import cuesta.framework.cron.schedule.Schedule;
import cuesta.framework.cron.schedule.Schedules;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Input;
import cuesta.framework.kit.http.Invalid;
import cuesta.framework.kit.http.Json;
import cuesta.framework.kit.http.Param;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells when something is due, and what changed clocks do to it. */
final class Previews {
  private static final int COUNT = 10;
  private static final int MOST = 1_000;

  static final Param[] ALL = {
    Param.argument("what", "a schedule ('30 2 * * *'), or a job"),
    Param.flag("count", "N", "how many instants").letter("n").usually(Integer.toString(COUNT)),
    Param.flag("tz", "ZONE", "where those are local times").usually("UTC, or the job's"),
    Param.flag("from", "TIME", "after when: 2026-03-28T00:00:00Z").usually("now"),
  };

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

  private final Supplier<CronState> state;
  private final InstantSource clock;

  Previews(Supplier<CronState> state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
  }

  private record Asked(String text, ZoneId zone, Schedule schedule) {}

  HttpReply preview(Call call) {
    Input input = call.input();
    int count = (int) input.number("count", COUNT, 1, MOST);
    Instant from = input.text("from").map(Previews::time).orElseGet(clock::instant);
    Asked asked = asked(call, from);
    return HttpReply.json(
        200,
        Json.object(
            out -> {
              out.writeStringField("schedule", asked.text());
              out.writeStringField("zone", asked.zone().getId());
              out.writeArrayFieldStart("instants");
              Optional<Instant> next = asked.schedule().after(from);
              for (int i = 0; i < count && next.isPresent(); i++) {
                out.writeStartObject();
                out.writeStringField("instant", next.get().toString());
                out.writeStringField("local", LOCAL.format(next.get().atZone(asked.zone())));
                out.writeStringField("note", asked.schedule().shift(next.get()).text());
                out.writeEndObject();
                next = asked.schedule().after(next.get());
              }
              out.writeEndArray();
            }));
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Invalid.field("from", "'" + text + "' is no time", "write 2026-03-28T00:00:00Z");
    }
  }

  /** No schedule looks like the name of a job: it has spaces, or begins with an at sign. */
  private Asked asked(Call call, Instant from) {
    String what = call.need("what");
    if (!what.matches(CronLimits.NAME)) {
      ZoneId zone = JobParams.zone(call.input());
      return new Asked(what, zone, Input.checked("what", () -> Schedules.parse(what, zone, from)));
    }
    if (call.input().has("tz")) {
      throw Invalid.field("tz", "job '" + what + "' has its own", "leave it out");
    }
    Row row = Whys.row(state.get(), what);
    return new Asked(
        row.job().spec().schedule(), Schedules.zone(row.job().spec().zone()), row.schedule());
  }
}
