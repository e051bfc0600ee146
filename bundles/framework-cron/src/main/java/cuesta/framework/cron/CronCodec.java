package cuesta.framework.cron;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.FrameworkStore;
import cuesta.engine.Change;
import cuesta.framework.cron.engine.CronChange;
import cuesta.framework.cron.engine.CronLimits;
import cuesta.framework.cron.engine.Packed;
import cuesta.framework.kit.Schemas;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.Written;
import cuesta.framework.kit.http.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.Optional;

/**
 * What framework-cron keeps, as entries of the store. A store is read in the order of its keys, and
 * that order matters: the job before all else of it, ended runs before the progress that may not
 * know of their end yet, and before their outputs. Entries are JSON, which evolves by adding fields
 * that older readers skip; what they must not skip, a new {@code Decision} among it, needs a new
 * schema number.
 */
public final class CronCodec implements StoreCodec {
  static final int SCHEMA = 1;

  private static final Schemas SCHEMAS = new Schemas("framework-cron", SCHEMA, SCHEMA);

  private static final String JOB = "job/";
  private static final String LEDGER = "ledger/";
  private static final String PAST = "past/";
  private static final String PROGRESS = "progress/";
  private static final String WRITTEN = "written/";

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
      case CronChange.OutputKept c ->
          new Write(output(c.name(), c.number()), SCHEMA, Optional.of(c.output().bytes()));
      case CronChange.OutputGone c -> gone(output(c.name(), c.number()));
    };
  }

  /** Keys sort as their numbers do. */
  private static String key(String kind, String name, long number) {
    return String.format(Locale.ROOT, "%s%s/%012d", kind, name, number);
  }

  /** Where the output of a run lies. */
  static String output(String name, long number) {
    return key(WRITTEN, name, number);
  }

  private static Write put(String key, Json.Part members) {
    return new Write(key, SCHEMA, Optional.of(Written.object(members)));
  }

  private static Write gone(String key) {
    return new Write(key, SCHEMA, Optional.empty());
  }

  @Override
  public Change read(FrameworkStore.Entry entry) {
    SCHEMAS.of(entry);
    String[] parts = entry.key().split("/", -1);
    String kind = parts[0] + "/";
    boolean numbered = parts.length == 3 && parts[2].matches("[0-9]{12,18}");
    boolean named = parts.length > 1 && parts[1].matches(CronLimits.NAME);
    boolean known =
        switch (kind) {
          case JOB, PROGRESS -> named && parts.length == 2;
          case LEDGER, PAST, WRITTEN -> named && numbered;
          default -> false;
        };
    if (!known) {
      throw new Refused(
          Reason.of(
              Reasons.DATA_NEWER,
              entry.key(),
              "is no entry that this framework-cron knows",
              "deploy the version that wrote it again"));
    }
    try {
      return read(entry, kind, parts[1], numbered ? Long.parseLong(parts[2]) : 0);
    } catch (IOException
        | DateTimeException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw new Refused(
          Reason.of(
              Reasons.DATA_CORRUPT,
              entry.key(),
              "what is kept of the job cannot be read: " + e.getMessage(),
              "restore the registry, or remove the framework to forget its jobs"));
    }
  }

  private static Change read(FrameworkStore.Entry entry, String kind, String name, long number)
      throws IOException {
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
    return entry.key().startsWith(WRITTEN) || SCHEMAS.isCurrent(entry);
  }
}
