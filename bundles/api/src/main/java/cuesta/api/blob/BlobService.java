package cuesta.api.blob;

import org.osgi.annotation.versioning.ProviderType;

/** What keeps the blobs of a master: a plain OSGi service. Any thread. */
@ProviderType
public interface BlobService {
  /**
   * The blobs as an owner sees them.
   *
   * @param owner who needs some of them: a framework's name
   * @return the blobs; always the same for one owner
   */
  Blobs of(String owner);
}
