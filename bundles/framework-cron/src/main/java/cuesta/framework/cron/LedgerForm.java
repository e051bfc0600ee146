package cuesta.framework.cron;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.framework.cron.engine.Decision;
import cuesta.framework.cron.engine.Entry;
import cuesta.framework.kit.form.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a ledger as they lie in the store: six values each, one after the other, since there are
 * many. A detail that begins with the job's name does without.
 */
final class LedgerForm {
  private static final int VALUES = 6;

  private LedgerForm() {}

  static void write(JsonGenerator out, String field, String job, List<Entry> lines)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (Entry line : lines) {
      out.writeNumber(line.first().getEpochSecond());
      out.writeNumber(line.last().getEpochSecond() - line.first().getEpochSecond());
      out.writeNumber(line.count());
      out.writeString(line.decision().name());
      out.writeNumber(line.lateMillis());
      out.writeString(Names.shortened(job, line.detail()));
    }
    out.writeEndArray();
  }

  static List<Entry> read(Fields from, String field, String job) {
    List<String> values = from.all(field);
    if (values.size() % VALUES != 0) {
      throw new IllegalArgumentException("field " + field + " has " + values.size() + " values");
    }
    List<Entry> lines = new ArrayList<>();
    for (int i = 0; i < values.size(); i += VALUES) {
      long first = Long.parseLong(values.get(i));
      lines.add(
          new Entry(
              Instant.ofEpochSecond(first),
              Instant.ofEpochSecond(first + Long.parseLong(values.get(i + 1))),
              Long.parseLong(values.get(i + 2)),
              Decision.valueOf(values.get(i + 3)),
              Long.parseLong(values.get(i + 4)),
              Names.full(job, values.get(i + 5))));
    }
    return lines;
  }
}
