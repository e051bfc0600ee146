package cuesta.framework.ci.engine;

import cuesta.api.framework.FrameworkStore;
import cuesta.engine.Change;
import cuesta.framework.ci.CiCodec;
import cuesta.framework.kit.StoreCodec;
import java.util.List;
import java.util.TreeMap;

/** A store, in which what is written is durable at once. */
final class Kept {
  final TreeMap<String, FrameworkStore.Entry> entries = new TreeMap<>();
  private final CiCodec codec = new CiCodec();

  /** What a successor would read. */
  List<Change> changes() {
    return entries.values().stream().map(codec::read).toList();
  }

  void write(List<Change> changes) {
    for (Change change : changes) {
      StoreCodec.Write entry = codec.write(change);
      if (entry.value().isPresent()) {
        byte[] value = entry.value().get();
        entries.put(entry.key(), new FrameworkStore.Entry(entry.key(), 1, entry.schema(), value));
      } else {
        entries.remove(entry.key());
      }
    }
  }
}
