package cuesta.framework.kit;

import cuesta.api.OfferId;
import cuesta.api.cluster.OfferView;
import cuesta.api.resources.Ranges;
import cuesta.api.resources.Resource;
import cuesta.api.resources.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts wishes into offers: first come, first served, each into the offer that it fills best, so
 * that large offers stay whole for large wishes. Pure and deterministic.
 */
public final class Matching {
  /**
   * Shapes that are known not to fit anywhere; a wish that is at least as large is not tried. A few
   * suffice: those who wait are mostly alike.
   */
  private static final int MISFITS = 8;

  private Matching() {}

  /**
   * A wish with what it gets.
   *
   * @param key whose
   * @param resources what it takes of the offer
   * @param <K> the framework's keys
   */
  public record Taken<K>(K key, Resources resources) {}

  /**
   * An offer with who uses it.
   *
   * @param offer the offer
   * @param taken at least one, in the order of the wishes
   * @param <K> the framework's keys
   */
  public record Placement<K>(OfferView offer, List<Taken<K>> taken) {}

  /**
   * What came of it.
   *
   * @param placements the offers to use
   * @param rest the offers that nobody uses
   * @param <K> the framework's keys
   */
  public record Result<K>(List<Placement<K>> placements, List<OfferId> rest) {}

  /** An offer while it is filled. */
  private static final class Space<K> {
    final OfferView offer;
    final Spot spot;
    final List<Taken<K>> taken = new ArrayList<>();
    Resources left;

    Space(OfferView offer) {
      this.offer = offer;
      spot = Spot.of(offer);
      left = offer.resources();
    }
  }

  /** Constraints as what was placed has made them. They are few, and most stay as they are. */
  private static final class Constrained {
    private record Grown(Constraint first, Constraint now) {}

    private final List<Grown> grown = new ArrayList<>();

    Constraint now(Constraint first) {
      for (Grown one : grown) {
        if (one.first() == first) {
          return one.now();
        }
      }
      return first;
    }

    void placed(Constraint first, Spot spot) {
      Constraint before = now(first);
      Constraint after = before.placed(spot);
      if (after != before) {
        grown.removeIf(one -> one.first() == first);
        grown.add(new Grown(first, after));
      }
    }
  }

  /**
   * Matches.
   *
   * @param offers the offers
   * @param wishes who waits, the most urgent first
   * @param limit wishes to fulfil at most
   * @param <K> the framework's keys
   * @return who goes where
   */
  public static <K> Result<K> match(
      List<? extends OfferView> offers, Iterable<Wish<K>> wishes, int limit) {
    List<Space<K>> spaces = new ArrayList<>();
    offers.forEach(offer -> spaces.add(new Space<>(offer)));
    List<Wish<K>> misfits = new ArrayList<>();
    Constrained constrained = new Constrained();
    int fulfilled = 0;
    for (Wish<K> wish : wishes) {
      if (fulfilled == limit) {
        break;
      }
      if (isHopeless(wish, misfits)) {
        continue;
      }
      if (place(wish, constrained, spaces)) {
        fulfilled++;
      } else if (misfits.size() < MISFITS && wish.constraint() == Constraint.NONE) {
        misfits.add(wish);
        if (misfits.size() == MISFITS && noneHasRoom(spaces)) {
          break;
        }
      }
    }
    return result(spaces);
  }

  private static boolean isHopeless(Wish<?> wish, List<? extends Wish<?>> misfits) {
    for (Wish<?> misfit : misfits) {
      if (wish.role().equals(misfit.role())
          && wish.ports() >= misfit.ports()
          && wish.amounts().contains(misfit.amounts())) {
        return true;
      }
    }
    return false;
  }

  private static boolean noneHasRoom(List<? extends Space<?>> spaces) {
    return spaces.stream().allMatch(space -> space.left.isEmpty());
  }

  private static <K> boolean place(Wish<K> wish, Constrained constrained, List<Space<K>> spaces) {
    Constraint constraint = constrained.now(wish.constraint());
    Space<K> best = null;
    Resources bestPart = null;
    int bestCrowd = Integer.MAX_VALUE;
    double bestFill = -1;
    for (Space<K> space : spaces) {
      if (!wish.role().equals(space.offer.role()) || !constraint.admits(space.spot)) {
        continue;
      }
      Optional<Resources> part = part(wish, space.left);
      if (part.isEmpty()) {
        continue;
      }
      int crowd = constraint.crowd(space.spot);
      double fill = fill(wish.amounts(), space.left);
      if (best == null || crowd < bestCrowd || crowd == bestCrowd && fill > bestFill) {
        best = space;
        bestPart = part.get();
        bestCrowd = crowd;
        bestFill = fill;
      }
    }
    if (best == null) {
      return false;
    }
    best.left = best.left.minus(bestPart);
    best.taken.add(new Taken<>(wish.key(), bestPart));
    constrained.placed(wish.constraint(), best.spot);
    return true;
  }

  private static Optional<Resources> part(Wish<?> wish, Resources left) {
    if (wish.ports() == 0) {
      return left.pick(wish.amounts());
    }
    Ranges ports = left.ranges("ports");
    return ports.size() < wish.ports()
        ? Optional.empty()
        : left.pick(wish.amounts().plus(Resources.ranges("ports", ports(wish, ports))));
  }

  /** The first free ones from where the wish begins; from the lowest again after the highest. */
  private static Ranges ports(Wish<?> wish, Ranges free) {
    long lowest = free.first().orElseThrow();
    long highest = free.pairs().getLast()[1];
    long from = lowest + Math.floorMod(wish.turn(), highest - lowest + 1);
    Ranges above = free.common(Ranges.of(from, highest)).first(wish.ports());
    return above.plus(free.first(wish.ports() - above.size()));
  }

  /** How much of what is left the wish would use, summed over its kinds: more is tighter. */
  private static double fill(Resources amounts, Resources left) {
    double fill = 0;
    for (Resource one : amounts.entries()) {
      long there = left.milli(one.key().name());
      fill += there == 0 ? 0 : (double) one.value().milli() / there;
    }
    return fill;
  }

  private static <K> Result<K> result(List<Space<K>> spaces) {
    List<Placement<K>> placements = new ArrayList<>();
    List<OfferId> rest = new ArrayList<>();
    for (Space<K> space : spaces) {
      if (space.taken.isEmpty()) {
        rest.add(space.offer.id());
      } else {
        placements.add(new Placement<>(space.offer, List.copyOf(space.taken)));
      }
    }
    return new Result<>(placements, rest);
  }
}
