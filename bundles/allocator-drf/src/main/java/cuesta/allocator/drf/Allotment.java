package cuesta.allocator.drf;

import cuesta.api.allocator.Grant;
import cuesta.api.resources.Resources;
import java.util.Optional;

/** What a claim gets of one agent in a cycle; grows until the cycle ends and becomes one grant. */
final class Allotment {
  private final Claim claim;
  private final Ground ground;
  private Resources resources = Resources.NONE;

  Allotment(Claim claim, Ground ground) {
    this.claim = claim;
    this.ground = ground;
  }

  Claim claim() {
    return claim;
  }

  void add(Resources more) {
    resources = resources.plus(more);
  }

  /**
   * Adds ports and the like. Without them what is offered may be a part of what was declined, which
   * the whole agent was not; then all that is left goes with it.
   */
  Optional<Grant> grant(Scalars names) {
    Claimant to = claim.claimant();
    Resources whole = ground.agent().free().allocatableTo(to.role());
    double proportion = Scalars.share(names.amounts(resources), names.amounts(whole));
    include(Portion.others(ground.leftFor(to.role()), whole, proportion), names);
    if (to.filters(ground.agent(), resources)) {
      include(Portion.others(ground.leftFor(to.role()), whole, 1), names);
      if (to.filters(ground.agent(), resources)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        Grant.exclusive(to.framework().id(), to.role(), ground.agent().id(), resources));
  }

  private void include(Resources others, Scalars names) {
    ground.take(others, names.none());
    add(others);
  }
}
