package cuesta.api.resources;

import cuesta.api.RoleId;
import java.util.List;

/**
 * What makes two resources the same thing, so that their amounts add up: name, reservations and
 * revocability.
 *
 * @param name the resource's name; "cpus" and "gpus" count cores, "mem" and "disk" mebibytes,
 *     "ports" is a range
 * @param reservations the stack of reservations, outermost first; empty for unreserved
 * @param revocable whether it may be taken away from a running task
 */
public record ResourceKey(String name, List<Reservation> reservations, boolean revocable)
    implements Comparable<ResourceKey> {
  private static final ResourceKey CPUS = new ResourceKey("cpus", List.of(), false);
  private static final ResourceKey MEM = new ResourceKey("mem", List.of(), false);
  private static final ResourceKey DISK = new ResourceKey("disk", List.of(), false);
  private static final ResourceKey PORTS = new ResourceKey("ports", List.of(), false);

  /** Checks the name and copies the stack. */
  public ResourceKey {
    if (name == null || !name.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
      throw new IllegalArgumentException(
          "resource name '"
              + name
              + "' must start with a letter and hold letters, digits, '_', '.', '-'");
    }
    reservations = List.copyOf(reservations);
  }

  /**
   * The key of an unreserved, non-revocable resource.
   *
   * @param name its name
   * @return the key; shared for the usual names, since they are compared all day long
   */
  public static ResourceKey of(String name) {
    return switch (name) {
      case "cpus" -> CPUS;
      case "mem" -> MEM;
      case "disk" -> DISK;
      case "ports" -> PORTS;
      default -> new ResourceKey(name, List.of(), false);
    };
  }

  /**
   * Says whether a role may be given this resource.
   *
   * @param role the role
   * @return true if it is unreserved or reserved for the role or for one above it
   */
  public boolean isAllocatableTo(RoleId role) {
    return reservations.isEmpty() || role.isWithin(reservations.getLast().role());
  }

  @Override
  public int compareTo(ResourceKey other) {
    if (this == other) {
      return 0;
    }
    int order = name.compareTo(other.name);
    if (order != 0) {
      return order;
    }
    order = Boolean.compare(revocable, other.revocable);
    for (int i = 0; order == 0 && i < reservations.size() && i < other.reservations.size(); i++) {
      order = reservations.get(i).compareTo(other.reservations.get(i));
    }
    return order != 0 ? order : Integer.compare(reservations.size(), other.reservations.size());
  }
}
