package cuesta.framework.cron;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.framework.cron.engine.Entry;
import cuesta.framework.cron.engine.Row;
import cuesta.framework.kit.http.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/** Writes what callers get of a ledger. */
final class LedgerJson {
  private LedgerJson() {}

  /** The newest lines first. */
  static String lines(Row row, int most) {
    return Json.object(
        out -> {
          out.writeStringField("name", row.name());
          write(out, "lines", row, most);
        });
  }

  static void write(JsonGenerator out, String field, Row row, int most) throws IOException {
    out.writeArrayFieldStart(field);
    for (Entry line : row.ledger(most)) {
      out.writeStartObject();
      out.writeStringField("first", line.first().toString());
      out.writeStringField("last", line.last().toString());
      Json.optional(out, "to", Optional.of(line.last()).filter(to -> line.count() > 1));
      out.writeNumberField("count", line.count());
      out.writeStringField("decision", line.decision().name());
      out.writeStringField("fate", Texts.fate(line.decision()));
      out.writeNumberField("late", BigDecimal.valueOf(line.lateMillis(), 3));
      out.writeStringField("detail", line.detail());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
