package cuesta.api.framework;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A framework's durable data: entries by key, each with a version. Any thread. Kept by whoever
 * leads. No call returns everything. A session that was replaced is refused. Batches of all
 * frameworks share the commits of the registry.
 */
@ProviderType
public interface FrameworkStore {
  /** Largest value, in bytes. Bulk goes to files. */
  int MAX_VALUE = 256 * 1024;

  /** Largest batch, in bytes of keys and values. */
  int MAX_BATCH = 512 * 1024;

  /** Largest store of one framework, in bytes of keys and values. */
  long MAX_STORE = 64L * 1024 * 1024;

  /** Longest key, in bytes. */
  int MAX_KEY = 512;

  /**
   * Writes a batch, all or nothing. Batches of one framework become durable in the order of the
   * calls, those of its former sessions first, and once a batch completes reads see it and all
   * before it.
   *
   * @param batch what to write; one op per key
   * @return completes when durable; exceptionally with {@link cuesta.api.Refused} STORE_CONFLICT
   *     naming the key whose version differs, STORE_FULL with the numbers, or SESSION_OVER
   */
  CompletionStage<Void> commit(List<Op> batch);

  /**
   * Reads one entry.
   *
   * @param key its key
   * @return the entry as last committed, if there
   */
  CompletionStage<Optional<Entry>> get(String key);

  /**
   * Reads entries in the order of their keys.
   *
   * @param prefix what their keys start with; empty for all
   * @param after the key after which to start; empty for the first
   * @param limit how many at most, 1 to 1,000
   * @return a page
   */
  CompletionStage<Page> scan(String prefix, String after, int limit);

  /**
   * One change of a batch.
   *
   * @param key the entry; at most {@link #MAX_KEY} bytes
   * @param expectedVersion the version it must have now; 0 for absent
   * @param schema the form of the value, the framework's own number
   * @param value the new value; empty removes the entry
   */
  record Op(String key, long expectedVersion, int schema, Optional<byte[]> value) {
    /** Checks key and value. */
    public Op {
      if (key.isEmpty() || key.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_KEY) {
        throw new IllegalArgumentException("store key must have 1 to " + MAX_KEY + " bytes");
      }
      if (value.isPresent() && value.get().length > MAX_VALUE) {
        throw new IllegalArgumentException(
            "value of store key "
                + key
                + " has "
                + value.get().length
                + " bytes; at most "
                + MAX_VALUE);
      }
    }

    /** Without the bytes, whose text would differ from run to run. */
    @Override
    public String toString() {
      return key
          + "@"
          + expectedVersion
          + value.map(v -> " (" + v.length + " bytes)").orElse(" removed");
    }

    /**
     * Writes an entry.
     *
     * @param key its key
     * @param expectedVersion the version it must have now; 0 for absent
     * @param schema the form of the value
     * @param value the value
     * @return the op
     */
    public static Op put(String key, long expectedVersion, int schema, byte[] value) {
      return new Op(key, expectedVersion, schema, Optional.of(value));
    }

    /**
     * Removes an entry.
     *
     * @param key its key
     * @param expectedVersion the version it must have now
     * @return the op
     */
    public static Op remove(String key, long expectedVersion) {
      return new Op(key, expectedVersion, 0, Optional.empty());
    }
  }

  /**
   * An entry.
   *
   * @param key its key
   * @param version grows by one with each write, from 1
   * @param schema the form of the value
   * @param value the value; must not be changed
   */
  record Entry(String key, long version, int schema, byte[] value) {
    /** Without the bytes, whose text would differ from run to run. */
    @Override
    public String toString() {
      return key + "@" + version + " (" + value.length + " bytes)";
    }
  }

  /**
   * Some entries.
   *
   * @param entries in the order of their keys
   * @param next the key to go on after, if there are more
   */
  record Page(List<Entry> entries, Optional<String> next) {
    /** Copies the list. */
    public Page {
      entries = List.copyOf(entries);
    }
  }
}
