package cuesta.blobs.master;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who needs what. Who ever said what it needs is written down, on all masters; what it said is not:
 * it says it again to each new leader, and until then everything may be needed. Any thread.
 */
final class Needs {
  private static final Logger LOG = LoggerFactory.getLogger(Needs.class);

  private final Path file;
  private final TreeSet<String> owners = new TreeSet<>();
  private final Map<String, Set<String>> said = new HashMap<>();

  /**
   * Takes up who is written down.
   *
   * @param file a name a line
   * @throws IOException if it is there and cannot be read
   */
  Needs(Path file) throws IOException {
    this.file = file;
    try {
      owners.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      // Nobody has said anything yet.
    }
  }

  /** This master led: what it was told may be said otherwise to the next leader. */
  synchronized void forgetSaid() {
    said.clear();
  }

  /** An owner says what it needs. */
  synchronized void say(String owner, Set<String> hashes) {
    said.put(owner, Set.copyOf(hashes));
    learn(List.of(owner));
  }

  /** Owners that another master knows. */
  synchronized void learn(Collection<String> known) {
    if (owners.addAll(known)) {
      write();
    }
  }

  /** An owner that does not come back. */
  synchronized boolean forget(String owner) {
    said.remove(owner);
    boolean known = owners.remove(owner);
    if (known) {
      write();
    }
    return known;
  }

  /** Without the file a sweep after a restart might come too early; the next change writes it. */
  private void write() {
    try {
      Shelf.replace(file, String.join("\n", owners).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.error("owners of blobs not written down file={}", file, e);
    }
  }

  synchronized List<String> owners() {
    return List.copyOf(owners);
  }

  /** Owners that have not said yet what they need: while there are any, nothing may go. */
  synchronized List<String> silent() {
    return owners.stream().filter(owner -> !said.containsKey(owner)).toList();
  }

  /** Whether an owner that has spoken needs a blob. */
  synchronized boolean isNeeded(String hash) {
    return said.values().stream().anyMatch(hashes -> hashes.contains(hash));
  }
}
