package cuesta.core.osgi.slot;

import cuesta.core.slot.SlotLimits;

/**
 * Which slot it is.
 *
 * @param kind "allocator", "balancer", "framework", "isolator", "launcher"
 * @param group the plugin's name if only candidates of that name compete; empty if all do
 * @param node "master" or the agent's node name
 * @param limits how patient it is
 * @param paused whether it waits for {@link PluginSlot#resume}
 */
public record SlotSpec(String kind, String group, String node, SlotLimits limits, boolean paused) {
  /** What error messages call it. */
  String title() {
    return group.isEmpty() ? kind : kind + " " + group;
  }
}
