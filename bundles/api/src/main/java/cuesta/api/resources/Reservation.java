package cuesta.api.resources;

import cuesta.api.RoleId;

/**
 * One level of a resource's reservation; a resource carries a stack of them, the outermost first
 * (Mesos' post-refinement form).
 *
 * @param kind {@link #STATIC}, given when the agent was started, or {@link #DYNAMIC}, made by a
 *     call
 * @param role for whom
 * @param principal who made it; empty if nobody said
 */
public record Reservation(String kind, RoleId role, String principal)
    implements Comparable<Reservation> {
  /** Given when the agent was started. */
  public static final String STATIC = "STATIC";

  /** Made by an operation. */
  public static final String DYNAMIC = "DYNAMIC";

  /** Checks that the role is not the default one, which cannot be reserved for. */
  public Reservation {
    if (role.equals(RoleId.DEFAULT)) {
      throw new IllegalArgumentException("resources cannot be reserved for role '*'");
    }
    principal = principal == null ? "" : principal;
  }

  @Override
  public int compareTo(Reservation other) {
    int order = role.compareTo(other.role);
    if (order == 0) {
      order = kind.compareTo(other.kind);
    }
    return order != 0 ? order : principal.compareTo(other.principal);
  }
}
