package cuesta.framework.kit;

import cuesta.api.framework.FrameworkStore;
import cuesta.engine.Change;
import java.io.IOException;
import java.util.Optional;

/**
 * Between an engine's changes and entries of the store: each change writes or removes one entry. A
 * version reads the schema it writes and the one before, so that a swap back finds data it can
 * read.
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
   * A write without its version.
   *
   * @param key the entry
   * @param schema the form of the value
   * @param value the value; empty removes the entry
   */
  record Write(String key, int schema, Optional<byte[]> value) {}
}
