package cuesta.framework.kit.form;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.FrameworkStore;
import cuesta.engine.Change;
import cuesta.framework.kit.Schemas;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.http.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.Optional;

/**
 * A codec whose entries are JSON objects, which evolve by adding fields that older readers skip;
 * what they must not skip needs a new schema number. Keys are a kind, mostly a name, and mostly a
 * number: {@code past/backup/000000000017}.
 */
public abstract class JsonCodec implements StoreCodec {
  /** Numbers in keys sort as texts. */
  protected static final String NUMBER = "[0-9]{12,18}";

  private final Schemas schemas;
  private final String subject;

  /**
   * A codec.
   *
   * @param schemas what it reads and writes
   * @param subject what is kept, in the singular, for refusals
   */
  protected JsonCodec(Schemas schemas, String subject) {
    this.schemas = schemas;
    this.subject = subject;
  }

  /**
   * Whether an entry is one of this framework's.
   *
   * @param key its key, divided at slashes; never empty
   * @return false if only a newer version can know it
   */
  protected abstract boolean isKnown(String... key);

  /**
   * Reads a known entry.
   *
   * @param entry the entry
   * @param key its key, divided at slashes
   * @return the change that leads to it
   * @throws IOException if it is damaged; so do exceptions for bad arguments and times say
   */
  protected abstract Change read(FrameworkStore.Entry entry, String... key) throws IOException;

  @Override
  public final Change read(FrameworkStore.Entry entry) {
    schemas.of(entry);
    String[] key = entry.key().split("/", -1);
    if (!isKnown(key)) {
      throw new Refused(
          Reason.of(
              Reasons.DATA_NEWER,
              entry.key(),
              "is no entry that this " + schemas.framework() + " knows",
              "deploy the version that wrote it again"));
    }
    try {
      return read(entry, key);
    } catch (IOException
        | DateTimeException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw new Refused(
          Reason.of(
              Reasons.DATA_CORRUPT,
              entry.key(),
              "what is kept of the " + subject + " cannot be read: " + e.getMessage(),
              "restore the registry, or remove the framework to forget its " + subject + "s"));
    }
  }

  @Override
  public boolean isCurrent(FrameworkStore.Entry entry) {
    return schemas.isCurrent(entry);
  }

  /**
   * A key whose last part is a number.
   *
   * @param before all before it, without the last slash
   * @param number from 0
   * @return the key
   */
  protected static String key(String before, long number) {
    return String.format(Locale.ROOT, "%s/%012d", before, number);
  }

  /**
   * Writes an entry.
   *
   * @param key its key
   * @param members writes its members
   * @return the write
   */
  protected final Write put(String key, Json.Part members) {
    return put(key, Written.object(members));
  }

  /**
   * Writes an entry.
   *
   * @param key its key
   * @param value its value
   * @return the write
   */
  protected final Write put(String key, byte[] value) {
    return new Write(key, schemas.written(), Optional.of(value));
  }

  /**
   * Removes an entry.
   *
   * @param key its key
   * @return the write
   */
  protected final Write gone(String key) {
    return new Write(key, schemas.written(), Optional.empty());
  }
}
