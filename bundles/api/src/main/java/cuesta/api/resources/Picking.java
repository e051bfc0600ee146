package cuesta.api.resources;

import java.util.List;
import java.util.Optional;

/** Finds concrete resources for amounts; see {@link Resources#pick}. */
final class Picking {
  private Picking() {}

  static Optional<Resources> pick(Resources from, Resources wish) {
    Resources left = from;
    Resources picked = Resources.NONE;
    for (Resource wanted : wish.entries()) {
      Resources part =
          wanted.key().reservations().isEmpty()
              ? amount(left, wanted)
              : Resources.of(wanted.key(), wanted.value());
      if (part.isEmpty() || !left.contains(part)) {
        return Optional.empty();
      }
      left = left.minus(part);
      picked = picked.plus(part);
    }
    return Optional.of(picked);
  }

  private static Resources amount(Resources from, Resource wanted) {
    Resources picked = Resources.NONE;
    Value missing = wanted.value();
    // Sorting puts unreserved before reserved; taken from the back, what only this role can use
    // goes first.
    List<Resource> candidates = from.entries().reversed();
    for (Resource candidate : candidates) {
      if (missing.isEmpty()) {
        break;
      }
      if (candidate.key().name().equals(wanted.key().name())
          && candidate.key().revocable() == wanted.key().revocable()
          && candidate.value().type().equals(missing.type())) {
        Value part = candidate.value().common(missing);
        picked = picked.plus(Resources.of(candidate.key(), part));
        missing = missing.minus(part);
      }
    }
    return missing.isEmpty() ? picked : Resources.NONE;
  }
}
