package cuesta.core.edge.master;

import cuesta.api.blob.Blob;
import cuesta.api.blob.BlobService;
import cuesta.api.blob.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The blobs of one in-process framework, whatever keeps them now. Any thread.
 *
 * @param name the framework's name
 * @param service what keeps blobs, if anything does
 */
public record BlobsOf(String name, Supplier<Optional<BlobService>> service) implements Blobs {
  private Blobs now() throws IOException {
    return service
        .get()
        .map(kept -> kept.of(name))
        .orElseThrow(() -> new IOException("nothing keeps blobs here; deploy the bundle blobs"));
  }

  @Override
  public Blob put(InputStream content) throws IOException {
    return now().put(content);
  }

  @Override
  public InputStream open(String hash) throws IOException {
    return now().open(hash);
  }

  @Override
  public void need(Set<String> hashes) {
    service.get().ifPresent(kept -> kept.of(name).need(hashes));
  }
}
