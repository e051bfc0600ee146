package cuesta.framework.cron.engine;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Ledgers in short, the oldest line first: {@code FIRED 10:01:00}, {@code MISSED 3 to 10:04:00}.
 */
final class Lines {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Lines() {}

  static List<String> of(Row row) {
    return row.ledger(Integer.MAX_VALUE).reversed().stream().map(Lines::text).toList();
  }

  private static String text(Entry line) {
    String count = line.count() == 1 ? " " : " " + line.count() + " to ";
    return line.decision() + count + TIME.format(line.last());
  }
}
