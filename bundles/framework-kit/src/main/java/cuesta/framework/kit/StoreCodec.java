package cuesta.framework.kit;

import cuesta.api.framework.FrameworkStore;
import cuesta.engine.Change;
import java.io.IOException;
import java.util.Optional;

/**
 * Between an engine's changes and entries of the store: each change writes or removes one entry.
 * Entries have a schema number; which a version reads and writes, {@link Schemas} says.
 */
public interface StoreCodec {
  /** Keys that the kit keeps for itself start so. */
  String OWN = "kit/";

  /**
   * What a change does to the store.
   *
   * @param change a change of the engine
   * @return the write
   */
  Write write(Change change);

  /**
   * The change that leads to an entry.
   *
   * @param entry an entry
   * @return a change to replay
   * @throws IOException if it is damaged or of a newer schema; the message says what to do
   */
  Change read(FrameworkStore.Entry entry) throws IOException;

  /**
   * Whether an entry has the form in which it would be written now. One that has not is written
   * anew, by and by, when an instance starts.
   *
   * @param entry an entry that can be read
   * @return see {@link Schemas#isCurrent}
   */
  default boolean isCurrent(FrameworkStore.Entry entry) {
    return true;
  }

  /**
   * A write without its version.
   *
   * @param key the entry
   * @param schema the form of the value
   * @param value the value; empty removes the entry
   */
  record Write(String key, int schema, Optional<byte[]> value) {}
}
