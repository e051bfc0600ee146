package cuesta.deploy;

import cuesta.api.front.PluginView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who was current before and who is now, in words. */
final class Swaps {
  private Swaps() {}

  /**
   * {@code allocator: drf 0.1.0 → fifo 0.1.0, gap 412 µs}, one line for each slot in which
   * something changed.
   */
  static List<String> lines(List<PluginView> before, List<PluginView> after) {
    List<PluginView> left = current(before);
    List<PluginView> came = current(after);
    List<PluginView> stayed = new ArrayList<>(left);
    stayed.removeIf(row -> came.stream().noneMatch(other -> same(row, other)));
    left.removeIf(row -> stayed.stream().anyMatch(other -> same(row, other)));
    came.removeIf(row -> stayed.stream().anyMatch(other -> same(row, other)));
    List<String> lines = new ArrayList<>();
    for (PluginView row : came) {
      Optional<PluginView> former = former(row, left);
      former.ifPresent(left::remove);
      lines.add(
          slot(row) + ": " + former.map(f -> title(f) + " → ").orElse("") + title(row) + gap(row));
    }
    left.forEach(row -> lines.add(slot(row) + ": " + title(row) + " → nobody"));
    return lines;
  }

  private static List<PluginView> current(List<PluginView> rows) {
    return new ArrayList<>(
        rows.stream().filter(row -> row.state().equals(PluginView.CURRENT)).toList());
  }

  private static boolean same(PluginView a, PluginView b) {
    return a.node().equals(b.node())
        && a.slot().equals(b.slot())
        && a.name().equals(b.name())
        && a.bundleId() == b.bundleId();
  }

  /** The one of the same name; else, where one slot holds them all, the one that left it. */
  private static Optional<PluginView> former(PluginView row, List<PluginView> left) {
    List<PluginView> here =
        left.stream()
            .filter(l -> l.node().equals(row.node()) && l.slot().equals(row.slot()))
            .toList();
    Optional<PluginView> named = here.stream().filter(l -> l.name().equals(row.name())).findFirst();
    return named.isPresent() || here.size() != 1 ? named : Optional.of(here.getFirst());
  }

  private static String slot(PluginView row) {
    return row.node().equals("master") ? row.slot() : row.slot() + " on " + row.node();
  }

  private static String title(PluginView row) {
    return row.name() + " " + row.version();
  }

  private static String gap(PluginView row) {
    return row.reasons().stream()
        .filter(reason -> reason.code().equals("PLUGIN_SWAPPED"))
        .findFirst()
        .map(reason -> ", " + reason.detail())
        .orElse("");
  }
}
