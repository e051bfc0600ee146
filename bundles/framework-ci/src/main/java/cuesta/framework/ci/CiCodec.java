package cuesta.framework.ci;

import cuesta.api.framework.FrameworkStore;
import cuesta.engine.Change;
import cuesta.framework.ci.engine.CacheKey;
import cuesta.framework.ci.engine.CiChange;
import cuesta.framework.ci.engine.Counts;
import cuesta.framework.ci.engine.Key;
import cuesta.framework.kit.Schemas;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What framework-ci keeps, as entries of the store. A store is read in the order of its keys: a
 * pipeline right before its jobs. Entries are JSON, which evolves by adding fields that older
 * readers skip; what they must not skip, a new status among it, needs a new schema number.
 */
public final class CiCodec extends JsonCodec {
  static final int SCHEMA = 1;

  private static final String CACHE = "cache";
  private static final String COUNTS = "counts";
  private static final String LINE = "line";

  /** The codec of this version. */
  public CiCodec() {
    super(new Schemas("framework-ci", SCHEMA, SCHEMA), "pipeline");
  }

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

  private static String line(long number) {
    return key(LINE, number);
  }

  private static String job(Key key) {
    return String.format(Locale.ROOT, "%s/%05d", line(key.pipeline()), key.index());
  }

  /** Projects and keys of caches are texts of any kind; keys of entries are not. */
  private static String cache(CacheKey key) {
    try {
      byte[] text = (key.project() + '\0' + key.key()).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return CACHE + "/" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each JVM has it
    }
  }

  @Override
  protected boolean isKnown(String... key) {
    return switch (key[0]) {
      case COUNTS -> key.length == 1;
      case CACHE -> key.length == 2 && key[1].matches("[0-9a-f]{64}");
      case LINE ->
          key.length > 1
              && key.length < 4
              && key[1].matches(NUMBER)
              && (key.length == 2 || key[2].matches("[0-9]{5}"));
      default -> false;
    };
  }

  @Override
  protected Change read(FrameworkStore.Entry entry, String... key) throws IOException {
    Fields from = Fields.read(entry.value());
    return switch (key[0]) {
      case COUNTS ->
          new CiChange.Counted(new Counts(from.number("pipelines"), from.number("jobs")));
      case CACHE -> new CiChange.CacheKept(CacheForm.read(from));
      default -> {
        long number = Long.parseLong(key[1]);
        yield key.length == 2
            ? new CiChange.PipelineKept(PipelineForm.read(number, from))
            : new CiChange.JobKept(number, JobForm.read(Integer.parseInt(key[2]), from));
      }
    };
  }
}
