package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Takes values out of trees that passed {@link Check}; what has another shape counts as absent. */
final class Read {
  private static final Pattern FRACTION = Pattern.compile("[-+]?[0-9]+\\.[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_]+");
  private static final Pattern HEX = Pattern.compile("[-+]?0[xX][0-9a-fA-F][0-9a-fA-F_]*");
  private static final Pattern GROUPED = Pattern.compile("[-+]?[1-9][0-9]*([,_][0-9]+)+");
  private static final Pattern SIXTIES = Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9]){1,2}");

  private Read() {}

  /** One text, or those of a list, lists in it written out. */
  static List<String> texts(Tree tree) {
    return switch (tree) {
      case Tree.Leaf leaf when !leaf.absent() -> List.of(leaf.text());
      case Tree.Items list ->
          Check.flat(list).stream().flatMap(item -> texts(item).stream()).toList();
      default -> List.of();
    };
  }

  /** Those of a key; none if it is absent. */
  static List<String> texts(Tree.Keys keys, String key) {
    return keys.get(key).map(Read::texts).orElse(List.of());
  }

  static Optional<Boolean> flag(Tree.Keys keys, String key) {
    return keys.text(key).flatMap(Check::flag);
  }

  static Optional<Duration> span(Tree.Keys keys, String key) {
    return keys.text(key).flatMap(Spans::of);
  }

  static Optional<Integer> count(Tree.Keys keys, String key) {
    return keys.text(key).filter(text -> text.matches("[0-9]{1,9}")).map(Integer::valueOf);
  }

  /** Numbers of a key: one or a list. */
  static List<Integer> counts(Tree.Keys keys, String key) {
    return texts(keys, key).stream()
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(Integer::valueOf)
        .toList();
  }

  /** Groups in a list, lists in it written out; or the one that stands there without a list. */
  static List<Tree.Keys> groups(Tree tree) {
    return switch (tree) {
      case Tree.Keys keys -> List.of(keys);
      case Tree.Items list ->
          Check.flat(list).stream().flatMap(item -> groups(item).stream()).toList();
      default -> List.of();
    };
  }

  /** Variables of a key called {@code variables}. */
  static SortedMap<String, Value> variables(Tree.Keys keys) {
    TreeMap<String, Value> values = new TreeMap<>();
    keys.keys("variables")
        .ifPresent(
            all -> all.entries().forEach((name, entry) -> values.put(name, value(entry.value()))));
    return values;
  }

  private static Value value(Tree tree) {
    if (tree instanceof Tree.Keys keys) {
      String text = keys.get("value").map(Read::value).map(Value::text).orElse("");
      return new Value(text, !flag(keys, "expand").orElse(true), false);
    }
    return tree instanceof Tree.Leaf leaf && !leaf.absent() ? Value.of(scalar(leaf)) : Value.of("");
  }

  /**
   * As GitLab's reader of YAML 1.1 has it: without quotes {@code 1.10} is the number 1.1, {@code
   * 010} is 8, {@code 0x10} is 16, {@code 1_000} is 1000, and {@code 1:30} is 90.
   */
  static String scalar(Tree.Leaf leaf) {
    String text = leaf.text();
    if (!leaf.plain() || text.length() > 20) {
      return text;
    }
    if (FRACTION.matcher(text).matches()) {
      BigDecimal number = new BigDecimal(text).stripTrailingZeros();
      return (number.scale() < 1 ? number.setScale(1) : number).toPlainString();
    }
    String digits = text.replaceAll("[,_]", "");
    if (OCTAL.matcher(text).matches()) {
      return new BigInteger(digits, 8).toString();
    }
    if (HEX.matcher(text).matches()) {
      return new BigInteger(digits.replaceFirst("0[xX]", ""), 16).toString();
    }
    if (SIXTIES.matcher(text).matches()) {
      return sixties(digits);
    }
    return GROUPED.matcher(text).matches() ? new BigInteger(digits).toString() : text;
  }

  private static String sixties(String text) {
    BigInteger sum = BigInteger.ZERO;
    for (String part : text.replaceFirst("^[-+]", "").split(":")) {
      sum = sum.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
    }
    return (text.startsWith("-") ? sum.negate() : sum).toString();
  }

  /** Remarks on texts that are something else than they look like. */
  static void remark(String path, Tree.Keys keys, Remarks remarks) {
    for (var entry : keys.entries().entrySet()) {
      List<Tree> leaves = new ArrayList<>();
      if (entry.getValue().value() instanceof Tree.Items list) {
        leaves.addAll(Check.flat(list));
      } else {
        leaves.add(entry.getValue().value());
      }
      for (Tree tree : leaves) {
        if (tree instanceof Tree.Leaf leaf && !scalar(leaf).equals(leaf.text())) {
          remarks.note(
              leaf.at(),
              path + "." + entry.getKey(),
              leaf.text() + " without quotes is the number " + scalar(leaf),
              "write \"" + leaf.text() + "\" if you mean the text");
        }
      }
    }
  }
}
