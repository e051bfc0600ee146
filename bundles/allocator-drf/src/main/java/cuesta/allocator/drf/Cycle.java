package cuesta.allocator.drf;

import cuesta.api.allocator.Budget;
import cuesta.api.allocator.Grant;
import cuesta.api.allocator.Proposal;
import cuesta.api.resources.Resources;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/** One allocation: first what is guaranteed, then by share, until nobody can get any more. */
final class Cycle {
  private final Books books;
  private final Budget budget;
  private final RoleTree tree;
  private final Bounds bounds;
  private final Cutting cutting;
  private final Ground[] grounds;
  private final BitSet touched = new BitSet();
  private final List<Allotment> allotments = new ArrayList<>();
  private final int start;

  Cycle(Books books, Budget budget) {
    int agents = books.agents().size();
    this.books = books;
    this.budget = budget;
    this.tree = new RoleTree(books, budget.seed());
    this.bounds = new Bounds(tree, books);
    this.cutting = new Cutting(books, bounds, tree.claims().size());
    this.grounds = new Ground[agents];
    this.start = agents == 0 ? 0 : Math.floorMod(budget.seed(), agents);
  }

  Proposal run() {
    if (tree.claims().isEmpty() || books.candidates().isEmpty()) {
      return Proposal.NONE;
    }
    boolean goesOn = !tree.guaranteed() || fill(bounds::isNeedy, true);
    if (goesOn) {
      fill(claim -> true, false);
    }
    List<Grant> grants = new ArrayList<>();
    for (Allotment allotment : allotments) {
      allotment.grant(books.names()).ifPresent(grants::add);
    }
    return Proposal.of(grants);
  }

  /** Says no if the budget ended it. */
  private boolean fill(Predicate<Claim> entrants, boolean guarantees) {
    tree.claims().forEach(claim -> claim.begin(books.candidates()));
    Race race = tree.race(entrants);
    for (Claim claim = race.lowest(); claim != null; claim = race.lowest()) {
      if (budget.exhausted() || allotments.size() >= budget.maxGrants()) {
        return false;
      }
      Resources part =
          guarantees && !bounds.isNeedy(claim) ? Resources.NONE : place(claim, guarantees);
      if (part.isEmpty()) {
        race.drop(claim);
      } else {
        race.book(claim, books.names().amounts(part));
      }
    }
    return true;
  }

  private Resources place(Claim claim, boolean guarantees) {
    int size = grounds.length;
    for (int at = claim.next(touched, start, size);
        at >= 0;
        at = claim.next(touched, start, size)) {
      Ground ground = ground(at);
      Resources part = cutting.cut(claim, ground, guarantees);
      if (!part.isEmpty()) {
        give(claim, ground, part);
        return part;
      }
      claim.close(at);
    }
    return Resources.NONE;
  }

  private Ground ground(int at) {
    if (grounds[at] == null) {
      grounds[at] = new Ground(books.agents().get(at), at);
    }
    return grounds[at];
  }

  private void give(Claim claim, Ground ground, Resources part) {
    Allotment allotment =
        ground
            .of(claim)
            .orElseGet(
                () -> {
                  Allotment opened = ground.open(claim);
                  allotments.add(opened);
                  return opened;
                });
    allotment.add(part);
    ground.take(part, books.names().amounts(part));
    bounds.take(books.names().amounts(part.filter(AgentBook::isUnreserved)));
    touched.set(ground.position());
    claim.stayAt(ground.position());
  }
}
