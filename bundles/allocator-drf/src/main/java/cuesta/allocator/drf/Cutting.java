package cuesta.allocator.drf;

import cuesta.api.resources.Resources;

/**
 * How much of an agent a claim gets at a time: docs/decisions/0008. A framework that said what a
 * task needs gets that, again and again while its share is the lowest; one that never said gets a
 * slice; a lone one gets the whole agent; and who declined the small part is offered the rest
 * whole.
 */
final class Cutting {
  /**
   * Steps smaller than this part of the cluster are taken several at a time: a thousand steps for
   * each resource bound the work, and no share is off by more than a thousandth.
   */
  private static final double SMALLEST_STEP = 1.0 / 1024;

  private final Books books;
  private final Bounds bounds;
  private final boolean alone;
  private final long parts;

  /**
   * Cuts for a cycle.
   *
   * @param claims how many compete: agents are cut only where there are fewer agents than claims
   */
  Cutting(Books books, Bounds bounds, int claims) {
    this.books = books;
    this.bounds = bounds;
    this.alone = claims == 1;
    this.parts = Math.ceilDiv(claims, Math.max(1, books.candidates().cardinality()));
  }

  /**
   * The next part of an agent.
   *
   * @param guarantees whether it is only about what the role is guaranteed
   * @return nothing if the claim has nothing to get there (any more)
   */
  Resources cut(Claim claim, Ground ground, boolean guarantees) {
    Claimant to = claim.claimant();
    Resources mine = ground.leftFor(to.role());
    boolean first = ground.of(claim).isEmpty();
    if (!mayFit(to, ground) || !to.canUse(mine) || first && to.filters(ground.agent(), mine)) {
      remember(to, ground);
      return Resources.NONE;
    }
    Resources part = bounded(part(claim, ground, mine, guarantees), claim, guarantees);
    if (!first || !part.isEmpty() && !to.filters(ground.agent(), part)) {
      return part;
    }
    Resources whole = whole(to, mine);
    Resources allowed = bounded(whole, claim, guarantees);
    boolean cut = !allowed.equals(whole);
    return cut && to.filters(ground.agent(), allowed) ? Resources.NONE : allowed;
  }

  /**
   * A verdict on an agent of which nothing was given in this cycle holds until one of both changes.
   */
  private static void remember(Claimant to, Ground ground) {
    if (!ground.touched()) {
      to.useless().set(ground.position());
    }
  }

  /** A quick no, without looking at reservations. */
  private static boolean mayFit(Claimant to, Ground ground) {
    for (Wish wish : to.wishes()) {
      if (Scalars.contains(ground.leftScalars(), wish.amounts())) {
        return true;
      }
    }
    return to.wishes().isEmpty();
  }

  private Resources part(Claim claim, Ground ground, Resources mine, boolean guarantees) {
    Claimant to = claim.claimant();
    if (to.wishes().isEmpty()) {
      return slice(ground, mine, to);
    }
    return alone && !guarantees ? whole(to, mine) : wished(claim, mine);
  }

  private Resources slice(Ground ground, Resources mine, Claimant to) {
    if (parts == 1) {
      return whole(to, mine);
    }
    Resources free = ground.agent().free().allocatableTo(to.role());
    Resources slice = Portion.slice(free, parts).common(mine);
    boolean crumbs = !Minimum.isMetBy(slice) || !Minimum.isMetBy(mine.minus(slice));
    return crumbs ? whole(to, mine) : slice;
  }

  /** Ports and the like follow in proportion at the end, unless a wish names them. */
  private static Resources whole(Claimant to, Resources mine) {
    return to.wishes().stream().allMatch(Wish::plain) ? mine.scalars() : mine;
  }

  private Resources wished(Claim claim, Resources mine) {
    var wishes = claim.claimant().wishes();
    for (int i = 0; i < wishes.size(); i++) {
      int at = (claim.firstWish() + i) % wishes.size();
      Wish wish = wishes.get(at);
      Resources part = mine.pick(wish.times(steps(wish, mine))).orElse(Resources.NONE);
      if (!part.isEmpty()) {
        claim.tookWish(at);
        return part;
      }
    }
    return Resources.NONE;
  }

  private long steps(Wish wish, Resources mine) {
    double step = Scalars.share(wish.amounts(), books.total());
    if (!wish.plain() || bounds.apply() || !(step > 0 && step <= SMALLEST_STEP / 2)) {
      return 1;
    }
    long fits = wish.fits(books.names().amounts(mine));
    return Math.clamp((long) (SMALLEST_STEP / step), 1, Math.max(1, fits));
  }

  private Resources bounded(Resources part, Claim claim, boolean guarantees) {
    if (!bounds.apply() || part.isEmpty()) {
      return part;
    }
    long[] room = bounds.room(claim);
    if (guarantees) {
      if (!countsToward(bounds.need(claim), part)) {
        return Resources.NONE;
      }
      if (claim.claimant().wishes().isEmpty()) {
        narrow(room, bounds.need(claim));
      }
    }
    Resources allowed = Portion.within(part, books.names(), room, bounds.headroom(claim));
    return claim.claimant().canUse(allowed) ? allowed : Resources.NONE;
  }

  private boolean countsToward(long[] need, Resources part) {
    long[] amounts = books.names().amounts(part);
    for (int i = 0; i < need.length; i++) {
      if (need[i] > 0 && amounts[i] > 0) {
        return true;
      }
    }
    return false;
  }

  /** Without a wish only what is guaranteed is given first; more of it is a matter of share. */
  private static void narrow(long[] room, long[] need) {
    for (int i = 0; i < room.length; i++) {
      room[i] = need[i] > 0 ? Math.min(room[i], need[i]) : room[i];
    }
  }
}
