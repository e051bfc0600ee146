package cuesta.framework.ci;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.FrameworkStore;
import cuesta.engine.Change;
import cuesta.framework.ci.engine.CacheKey;
import cuesta.framework.ci.engine.CiChange;
import cuesta.framework.ci.engine.Counts;
import cuesta.framework.ci.engine.Key;
import cuesta.framework.kit.Schemas;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.Written;
import cuesta.framework.kit.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * What framework-ci keeps, as entries of the store. A store is read in the order of its keys: a
 * pipeline right before its jobs. Entries are JSON, which evolves by adding fields that older
 * readers skip; what they must not skip, a new status among it, needs a new schema number.
 */
public final class CiCodec implements StoreCodec {
  static final int SCHEMA = 1;

  private static final Schemas SCHEMAS = new Schemas("framework-ci", SCHEMA, SCHEMA);

  private static final String CACHE = "cache/";
  private static final String COUNTS = "counts";
  private static final String LINE = "line/";

  private static final String NUMBER = "[0-9]{12,18}";

  @Override
  public Write write(Change change) {
    return switch ((CiChange) change) {
      case CiChange.Counted c ->
          put(
              COUNTS,
              out -> {
                out.writeNumberField("pipelines", c.counts().pipelines());
                out.writeNumberField("jobs", c.counts().jobs());
              });
      case CiChange.PipelineKept c ->
          put(line(c.pipeline().number()), out -> PipelineForm.write(out, c.pipeline()));
      case CiChange.PipelineGone c -> gone(line(c.number()));
      case CiChange.JobKept c ->
          put(job(new Key(c.pipeline(), c.job().index())), out -> JobForm.write(out, c.job()));
      case CiChange.JobGone c -> gone(job(c.key()));
      case CiChange.CacheKept c ->
          put(cache(c.cache().key()), out -> CacheForm.write(out, c.cache()));
      case CiChange.CacheGone c -> gone(cache(c.key()));
    };
  }

  /** Keys sort as their numbers do. */
  private static String line(long number) {
    return String.format(Locale.ROOT, "%s%012d", LINE, number);
  }

  private static String job(Key key) {
    return String.format(Locale.ROOT, "%s%012d/%05d", LINE, key.pipeline(), key.index());
  }

  /** Projects and keys of caches are texts of any kind; keys of entries are not. */
  private static String cache(CacheKey key) {
    try {
      byte[] text = (key.project() + '\0' + key.key()).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return CACHE + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each JVM has it
    }
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
    String key = entry.key();
    boolean known =
        key.equals(COUNTS)
            || key.matches(CACHE + "[0-9a-f]{64}")
            || key.matches(LINE + NUMBER + "(/[0-9]{5})?");
    if (!known) {
      throw new Refused(
          Reason.of(
              Reasons.DATA_NEWER,
              key,
              "is no entry that this framework-ci knows",
              "deploy the version that wrote it again"));
    }
    try {
      return read(key, Fields.read(entry.value()));
    } catch (IOException
        | DateTimeException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw new Refused(
          Reason.of(
              Reasons.DATA_CORRUPT,
              key,
              "what is kept of the pipeline cannot be read: " + e.getMessage(),
              "restore the registry, or remove the framework to forget its pipelines"));
    }
  }

  private static Change read(String key, Fields from) {
    String[] parts = key.split("/", -1);
    if (key.equals(COUNTS)) {
      return new CiChange.Counted(new Counts(from.number("pipelines"), from.number("jobs")));
    }
    if (key.startsWith(CACHE)) {
      return new CiChange.CacheKept(CacheForm.read(from));
    }
    long number = Long.parseLong(parts[1]);
    return parts.length == 2
        ? new CiChange.PipelineKept(PipelineForm.read(number, from))
        : new CiChange.JobKept(number, JobForm.read(Integer.parseInt(parts[2]), from));
  }

  @Override
  public boolean isCurrent(FrameworkStore.Entry entry) {
    return SCHEMAS.isCurrent(entry);
  }
}
