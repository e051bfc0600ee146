package cuesta.framework.ci.language;

import cuesta.framework.ci.language.condition.BadExpression;
import cuesta.framework.ci.language.condition.Expression;
import cuesta.framework.ci.language.condition.Globs;
import cuesta.framework.ci.spec.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Judges {@code if}, {@code changes} and {@code exists} for one set of variables. */
final class Conditions {
  private final Source source;
  private final SortedMap<String, Value> variables;

  Conditions(Source source, SortedMap<String, Value> variables) {
    this.source = source;
    this.variables = variables;
  }

  /** How something came out, and why. */
  record Outcome(boolean matched, String text) {}

  /** All conditions of a rule; one without any applies. */
  Outcome all(Tree.Keys rule) {
    List<Outcome> parts = new ArrayList<>();
    rule.text("if").ifPresent(text -> parts.add(expression(text)));
    rule.get("changes").ifPresent(tree -> parts.add(changes(tree)));
    rule.get("exists").ifPresent(tree -> parts.add(exists(tree)));
    for (Outcome part : parts) {
      if (!part.matched()) {
        return part;
      }
    }
    return new Outcome(
        true,
        parts.isEmpty()
            ? "it has no condition"
            : String.join("; ", parts.stream().map(Outcome::text).toList()));
  }

  Outcome expression(String text) {
    try {
      Expression expression = Expression.of(text);
      return new Outcome(expression.holds(variables), expression.explain(variables));
    } catch (BadExpression e) {
      return new Outcome(false, text + ": " + e.getMessage());
    }
  }

  Outcome changes(Tree tree) {
    List<String> globs = globs(tree);
    Optional<Set<String>> changed = source.changed();
    if (changed.isEmpty()) {
      return new Outcome(true, "changes: what changed is not known, all counts as changed");
    }
    return first(globs, changed.get(), "changes", "nothing that changed fits");
  }

  private Outcome exists(Tree tree) {
    return first(globs(tree), source.paths(), "exists", "there is no file that fits");
  }

  private List<String> globs(Tree tree) {
    Tree list = tree instanceof Tree.Keys keys ? keys.get("paths").orElse(tree) : tree;
    return Read.texts(list).stream().map(glob -> Expansion.text(glob, variables)).toList();
  }

  private static Outcome first(
      List<String> globs, Collection<String> paths, String what, String none) {
    for (String glob : globs) {
      Optional<String> fit = fit(glob, paths);
      if (fit.isPresent()) {
        return new Outcome(true, what + ": " + glob + " fits " + fit.get());
      }
    }
    return new Outcome(false, what + ": " + none + " " + String.join(", ", globs));
  }

  private static Optional<String> fit(String glob, Collection<String> paths) {
    if (paths instanceof HashSet<String> set && set.contains(glob)) {
      return Optional.of(glob);
    }
    Predicate<String> fits = Globs.paths(glob.startsWith("./") ? glob.substring(2) : glob);
    return paths.stream().filter(fits).min(String::compareTo);
  }
}
