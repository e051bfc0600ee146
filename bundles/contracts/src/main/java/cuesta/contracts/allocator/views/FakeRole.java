package cuesta.contracts.allocator.views;

import cuesta.api.RoleId;
import cuesta.api.cluster.RoleView;
import cuesta.api.resources.Resources;
import java.util.Optional;

/**
 * What is set for a role.
 *
 * @param id its path
 * @param weight its weight
 * @param guarantee what it is guaranteed
 * @param limit what it may hold at most
 * @param used what it holds; {@link FakeCluster#roles} puts it in
 */
public record FakeRole(
    RoleId id, double weight, Resources guarantee, Optional<Resources> limit, Resources used)
    implements RoleView {

  /**
   * A role of a weight, without quota.
   *
   * @param id its path
   * @param weight its weight
   * @return the role
   */
  public static FakeRole of(String id, double weight) {
    return new FakeRole(new RoleId(id), weight, Resources.NONE, Optional.empty(), Resources.NONE);
  }

  /**
   * The same with a guarantee.
   *
   * @param text scalars
   * @return the role
   */
  public FakeRole withGuarantee(String text) {
    return new FakeRole(id, weight, Resources.parse(text), limit, used);
  }

  /**
   * The same with a limit.
   *
   * @param text scalars
   * @return the role
   */
  public FakeRole withLimit(String text) {
    return new FakeRole(id, weight, guarantee, Optional.of(Resources.parse(text)), used);
  }

  FakeRole withUsed(Resources now) {
    return new FakeRole(id, weight, guarantee, limit, now);
  }
}
