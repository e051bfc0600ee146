package cuesta.core.edge.master;

import cuesta.core.master.RegistryChange;
import java.io.IOException;

/** The registry's changes as bytes. What was once written can be read for ever. */
public interface RegistryCodec {
  /**
   * Writes a change.
   *
   * @param change the change
   * @return its bytes
   */
  byte[] encode(RegistryChange change);

  /**
   * Reads a change.
   *
   * @param bytes what {@link #encode} of this or an older version wrote
   * @return the change
   * @throws IOException if a newer version wrote it, or it is damaged; the message says which, and
   *     what to do
   */
  RegistryChange decode(byte[] bytes) throws IOException;
}
