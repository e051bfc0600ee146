package cuesta.api;

/**
 * A role: the name under which frameworks share a cluster, {@code *} or a path such as {@code
 * eng/web}.
 *
 * @param value the path
 */
public record RoleId(String value) implements Comparable<RoleId> {
  /** The role of those who name none. */
  public static final RoleId DEFAULT = new RoleId("*");

  /** Checks the path as {@link Names#role} does. */
  public RoleId {
    Names.role(value);
  }

  /**
   * Says whether resources that are reserved for {@code other} may go to this role.
   *
   * @param other a role
   * @return true if this is {@code other} or lies below it
   */
  public boolean isWithin(RoleId other) {
    return equals(other) || value.startsWith(other.value + "/");
  }

  @Override
  public int compareTo(RoleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
