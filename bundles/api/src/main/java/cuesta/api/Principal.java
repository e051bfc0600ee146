package cuesta.api;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * On whose behalf a call is made. Every call carries one, and what it creates remembers it.
 *
 * @param name the principal's name
 * @param claims what is known of it beyond the name, sorted
 */
public record Principal(String name, SortedMap<String, String> claims) {
  /** Who holds the cluster key. */
  public static final Principal OPERATOR = of("operator");

  /** Checks the name and copies the claims. */
  public Principal {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("principal has no name");
    }
    claims = Collections.unmodifiableSortedMap(new TreeMap<>(claims));
  }

  /**
   * A principal without claims.
   *
   * @param name its name
   * @return the principal
   */
  public static Principal of(String name) {
    return new Principal(name, new TreeMap<>(Map.of()));
  }
}
