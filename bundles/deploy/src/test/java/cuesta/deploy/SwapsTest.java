package cuesta.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.Reason;
import cuesta.api.front.PluginView;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwapsTest {
  private static PluginView row(String node, String slot, String name, long bundle) {
    return new PluginView(
        node,
        slot,
        name,
        "b." + name,
        "1." + bundle,
        bundle,
        "",
        PluginView.CURRENT,
        Instant.EPOCH,
        List.of(Reason.of("SAID", "x", "y"), Reason.of("PLUGIN_SWAPPED", "x", "gap 3 µs")));
  }

  @Test
  void eachSlotInWhichSomethingChangedHasALine() {
    List<PluginView> before =
        List.of(
            row("master", "allocator", "drf", 1),
            row("agent1", "isolator", "cgroups", 2),
            row("agent1", "isolator", "posix", 3),
            row("agent2", "isolator", "cgroups", 2));
    List<PluginView> after =
        List.of(
            row("master", "allocator", "fifo", 9),
            row("agent1", "isolator", "cgroups", 4),
            row("agent1", "isolator", "posix", 3),
            row("agent2", "isolator", "noop", 5));
    assertEquals(
        List.of(
            "allocator: drf 1.1 → fifo 1.9, gap 3 µs",
            "isolator on agent1: cgroups 1.2 → cgroups 1.4, gap 3 µs",
            "isolator on agent2: cgroups 1.2 → noop 1.5, gap 3 µs"),
        Swaps.lines(before, after));
    assertEquals(
        List.of("allocator: drf 1.1 → nobody"), Swaps.lines(before.subList(0, 1), List.of()));
    assertEquals(List.of(), Swaps.lines(before, before));
  }
}
