package cuesta.archive;

import java.util.HashMap;
import java.util.Map;

/** The entries of an archive so far, so that none of them contradicts another. */
final class Seen {
  private final Map<String, Entry.Kind> kinds = new HashMap<>();
  private final Limits limits;
  private long bytes;

  Seen(Limits limits) {
    this.limits = limits;
  }

  /** Takes the next one. */
  void add(Entry entry) throws Unfit {
    String name = entry.name();
    for (String above : Names.above(name)) {
      Entry.Kind kind = kinds.putIfAbsent(above, Entry.Kind.DIRECTORY);
      if (kind != null && kind != Entry.Kind.DIRECTORY) {
        throw new Unfit(
            "'" + Names.shown(name) + "' leads through '" + Names.shown(above) + "', a " + kind);
      }
    }
    Entry.Kind before = kinds.putIfAbsent(name, entry.kind());
    boolean again = before == Entry.Kind.DIRECTORY && entry.kind() == Entry.Kind.DIRECTORY;
    if (before != null && !again) {
      throw new Unfit("'" + Names.shown(name) + "' is there twice");
    }
    if (kinds.size() > limits.entries()) {
      throw new Unfit("it has more than " + limits.entries() + " entries");
    }
    bytes += entry.size();
    if (bytes > limits.bytes() || bytes < 0) {
      throw new Unfit(
          "with '" + Names.shown(name) + "' it has more than " + limits.bytes() + " bytes");
    }
  }
}
