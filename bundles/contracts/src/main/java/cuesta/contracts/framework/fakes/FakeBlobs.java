package cuesta.contracts.framework.fakes;

import cuesta.api.blob.Blob;
import cuesta.api.blob.Blobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs in memory, which nobody removes. Any thread. */
public final class FakeBlobs implements Blobs {
  private final Map<String, byte[]> all = new ConcurrentHashMap<>();
  private volatile Set<String> needed = Set.of();

  @Override
  public Blob put(InputStream content) throws IOException {
    return put(content.readAllBytes());
  }

  Blob put(byte[] bytes) {
    String hash = sha256(bytes);
    all.put(hash, bytes);
    return new Blob(hash, bytes.length);
  }

  @Override
  public InputStream open(String hash) throws IOException {
    byte[] bytes = all.get(hash);
    if (bytes == null) {
      throw new NoSuchFileException(hash);
    }
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public void need(Set<String> hashes) {
    needed = Set.copyOf(hashes);
  }

  /**
   * What was said last to be needed.
   *
   * @return hashes
   */
  public Set<String> needed() {
    return needed;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
