package cuesta.framework.ci.http;

import cuesta.api.blob.Blobs;
import cuesta.archive.Entry;
import cuesta.archive.Limits;
import cuesta.archive.Look;
import cuesta.framework.ci.language.Source;
import cuesta.framework.kit.http.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A packed tree as the language reads it. One pass finds all names and keeps what may be
 * configuration; any other file that is asked for takes another pass. One thread.
 */
final class TreeSource implements Source {
  /** A configuration that is larger was made by a machine, for another one. */
  static final int LARGEST = 1 << 20;

  /** Lock files are asked for, too, to name caches by them. */
  private static final int LARGEST_OTHER = 16 << 20;

  private final Blobs blobs;
  private final SourceTree tree;
  private final Map<String, String> texts = new TreeMap<>();
  private final Map<String, Long> sizes = new TreeMap<>();

  private TreeSource(Blobs blobs, SourceTree tree) {
    this.blobs = blobs;
    this.tree = tree;
  }

  /**
   * Reads a tree.
   *
   * @throws IOException if it is not there or no archive
   */
  static TreeSource read(Blobs blobs, SourceTree tree) throws IOException {
    TreeSource source = new TreeSource(blobs, tree);
    source.each(
        (entry, look) -> {
          source.sizes.put(entry.name(), entry.size());
          boolean yaml = entry.name().endsWith(".yml") || entry.name().endsWith(".yaml");
          if (yaml && entry.size() <= LARGEST) {
            source.texts.put(entry.name(), text(look));
          }
          return true;
        });
    return source;
  }

  private interface Reader {
    /** Whether to go on. */
    boolean read(Entry entry, Look look) throws IOException;
  }

  private void each(Reader reader) throws IOException {
    try (Look look = new Look(blobs.open(tree.blob().hash()), Limits.DEFAULT)) {
      for (Optional<Entry> entry = look.next(); entry.isPresent(); entry = look.next()) {
        if (entry.get().kind() == Entry.Kind.FILE && !reader.read(entry.get(), look)) {
          return;
        }
      }
    }
  }

  private static String text(Look look) throws IOException {
    return new String(look.content().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public Optional<String> text(String path) {
    Long size = sizes.get(path);
    if (size != null && size <= LARGEST_OTHER && !texts.containsKey(path)) {
      try {
        each(
            (entry, look) -> {
              boolean found = entry.name().equals(path);
              if (found) {
                texts.put(path, text(look));
              }
              return !found;
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Optional.ofNullable(texts.get(path));
  }

  @Override
  public Collection<String> paths() {
    return sizes.keySet();
  }

  @Override
  public Optional<Set<String>> changed() {
    return tree.git().changed().map(HashSet::new);
  }
}
