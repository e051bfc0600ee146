package cuesta.core.master;

import cuesta.api.RoleId;
import cuesta.api.cluster.RoleView;
import cuesta.api.resources.Resources;
import java.util.Optional;

/**
 * A role with what its frameworks hold, computed when asked for.
 *
 * @param id its path
 * @param settings what was set for it
 * @param used what its frameworks, and those of roles below it, hold and are offered
 */
record RoleEntry(RoleId id, Registry.RoleSettings settings, Resources used) implements RoleView {
  @Override
  public double weight() {
    return settings.weight();
  }

  @Override
  public Resources guarantee() {
    return settings.guarantee();
  }

  @Override
  public Optional<Resources> limit() {
    return settings.limit();
  }
}
