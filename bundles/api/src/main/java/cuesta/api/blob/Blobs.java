package cuesta.api.blob;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The blobs of the masters, as one owner sees them. What is put is on the disks of all masters that
 * are there before it counts as kept, so that it outlives any of them. Any thread; calls block.
 */
@ProviderType
public interface Blobs {
  /**
   * Keeps bytes. The same bytes again cost nothing.
   *
   * @param content read to its end, not closed
   * @return what they are called
   * @throws IOException if they could not be read or written, or are more than a blob may have
   */
  Blob put(InputStream content) throws IOException;

  /**
   * Reads bytes.
   *
   * @param hash their name
   * @return the bytes; the caller closes
   * @throws java.nio.file.NoSuchFileException if they are not here
   * @throws IOException if they cannot be read
   */
  InputStream open(String hash) throws IOException;

  /**
   * Says what this owner still needs, instead of what it said before. What no owner needs is
   * removed some time after it was last put, an hour at least, so that whoever has just put
   * something has time to say that it is needed.
   *
   * @param hashes names; unknown ones are ignored
   */
  void need(Set<String> hashes);
}
