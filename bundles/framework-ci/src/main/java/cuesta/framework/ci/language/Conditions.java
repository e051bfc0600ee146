package cuesta.framework.ci.language;

import cuesta.framework.ci.language.condition.BadExpression;
import cuesta.framework.ci.language.condition.Expression;
import cuesta.framework.ci.spec.Expansion;
import cuesta.framework.ci.spec.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** Judges {@code if}, {@code changes} and {@code exists} for one set of variables. */
final class Conditions {
  private final Files files;
  private final SortedMap<String, Value> variables;

  Conditions(Files files, SortedMap<String, Value> variables) {
    this.files = files;
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
    return files.compares()
        ? first(tree, files::changed, "changes", "nothing that changed fits")
        : new Outcome(true, "changes: what changed is not known, all counts as changed");
  }

  private Outcome exists(Tree tree) {
    return first(tree, files::existing, "exists", "there is no file that fits");
  }

  /** Patterns are told as they are written: a variable in them may be masked. */
  private Outcome first(
      Tree tree, Function<String, Optional<String>> find, String what, String none) {
    List<String> globs =
        Read.texts(tree instanceof Tree.Keys keys ? keys.get("paths").orElse(tree) : tree);
    for (String glob : globs) {
      Optional<String> fit = find.apply(Expansion.text(glob, variables));
      if (fit.isPresent()) {
        return new Outcome(true, what + ": " + glob + " fits " + fit.get());
      }
    }
    return new Outcome(false, what + ": " + none + " " + String.join(", ", globs));
  }
}
