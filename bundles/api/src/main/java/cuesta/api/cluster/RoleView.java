package cuesta.api.cluster;

import cuesta.api.RoleId;
import cuesta.api.resources.Resources;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A role: in use by a framework, or given a weight or quota. */
@ProviderType
public interface RoleView {
  /**
   * The role.
   *
   * @return its path
   */
  RoleId id();

  /**
   * Its weight in fair sharing.
   *
   * @return greater than 0; 1 unless set
   */
  double weight();

  /**
   * What it is guaranteed.
   *
   * @return scalars; nothing unless set
   */
  Resources guarantee();

  /**
   * What it may hold at most.
   *
   * @return scalars; empty for no limit
   */
  Optional<Resources> limit();

  /**
   * What its frameworks hold and are offered, those of roles below it included.
   *
   * @return the sum of scalars
   */
  Resources used();
}
