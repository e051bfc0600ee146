package cuesta.framework.cron;

import cuesta.api.framework.FrameworkStore;
import cuesta.engine.Change;
import cuesta.framework.cron.engine.CronChange;
import cuesta.framework.cron.engine.CronLimits;
import cuesta.framework.cron.engine.Packed;
import cuesta.framework.kit.Schemas;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.JsonCodec;
import java.io.IOException;

/**
 * What framework-cron keeps, as entries of the store. A store is read in the order of its keys, and
 * that order matters: the job before all else of it, ended runs before the progress that may not
 * know of their end yet, and before their outputs. Entries are JSON, which evolves by adding fields
 * that older readers skip; what they must not skip, a new {@code Decision} among it, needs a new
 * schema number.
 */
public final class CronCodec extends JsonCodec {
  static final int SCHEMA = 1;

  private static final String JOB = "job/";
  private static final String LEDGER = "ledger/";
  private static final String PAST = "past/";
  private static final String PROGRESS = "progress/";
  private static final String WRITTEN = "written/";

  /** The codec of this version. */
  public CronCodec() {
    super(new Schemas("framework-cron", SCHEMA, SCHEMA), "job");
  }

  @Override
  public Write write(Change change) {
    return switch ((CronChange) change) {
      case CronChange.JobKept c -> put(JOB + c.name(), out -> JobForm.write(out, c.job()));
      case CronChange.JobGone c -> gone(JOB + c.name());
      case CronChange.Moved c ->
          put(PROGRESS + c.name(), out -> ProgressForm.write(out, c.name(), c.progress()));
      case CronChange.MovedGone c -> gone(PROGRESS + c.name());
      case CronChange.SegmentKept c ->
          put(
              key(LEDGER, c.name(), c.number()),
              out -> LedgerForm.write(out, "lines", c.name(), c.lines()));
      case CronChange.SegmentGone c -> gone(key(LEDGER, c.name(), c.number()));
      case CronChange.RunKept c ->
          put(key(PAST, c.name(), c.run().number()), out -> RunForm.write(out, c.name(), c.run()));
      case CronChange.RunGone c -> gone(key(PAST, c.name(), c.number()));
      case CronChange.OutputKept c -> put(output(c.name(), c.number()), c.output().bytes());
      case CronChange.OutputGone c -> gone(output(c.name(), c.number()));
    };
  }

  private static String key(String kind, String name, long number) {
    return key(kind + name, number);
  }

  /** Where the output of a run lies. */
  static String output(String name, long number) {
    return key(WRITTEN, name, number);
  }

  @Override
  protected boolean isKnown(String... key) {
    boolean named = key.length > 1 && key[1].matches(CronLimits.NAME);
    return switch (key[0] + "/") {
      case JOB, PROGRESS -> named && key.length == 2;
      case LEDGER, PAST, WRITTEN -> named && key.length == 3 && key[2].matches(NUMBER);
      default -> false;
    };
  }

  @Override
  protected Change read(FrameworkStore.Entry entry, String... key) throws IOException {
    String kind = key[0] + "/";
    String name = key[1];
    long number = key.length == 3 ? Long.parseLong(key[2]) : 0;
    if (kind.equals(WRITTEN)) {
      return new CronChange.OutputKept(name, number, Packed.stored(entry.value().length));
    }
    Fields from = Fields.read(entry.value());
    return switch (kind) {
      case JOB -> new CronChange.JobKept(JobForm.read(name, from));
      case PROGRESS -> new CronChange.Moved(name, ProgressForm.read(name, from));
      case LEDGER -> new CronChange.SegmentKept(name, number, LedgerForm.read(from, "lines", name));
      default -> new CronChange.RunKept(name, RunForm.read(name, from));
    };
  }

  /**
   * Outputs have one form for ever: they are read without their bytes, and must not be rewritten.
   */
  @Override
  public boolean isCurrent(FrameworkStore.Entry entry) {
    return entry.key().startsWith(WRITTEN) || super.isCurrent(entry);
  }
}
