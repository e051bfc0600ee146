package cuesta.framework.kit;

import cuesta.engine.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The constraints that there are. Names are of attributes, or {@code agent}, or {@code host}. */
public final class Constraints {
  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_.-]+)(!=|=|!~|~)(.*)");

  private Constraints() {}

  /**
   * The value is that one.
   *
   * @param name of what
   * @param value the value
   */
  public record Is(String name, String value) implements Constraint {
    @Override
    public boolean admits(Spot spot) {
      return spot.value(name).filter(value::equals).isPresent();
    }

    @Override
    public String toString() {
      return name + "=" + value;
    }
  }

  /**
   * The whole value matches. An expression that does not come to an end on a value does not match.
   *
   * @param name of what
   * @param regex a regular expression
   */
  public record Like(String name, Pattern regex) implements Constraint {
    @Override
    public boolean admits(Spot spot) {
      return spot.value(name).filter(value -> Patience.matches(regex, value)).isPresent();
    }

    @Override
    public String toString() {
      return name + "~" + regex;
    }
  }

  /**
   * Another one does not hold; so a spot without the attribute will do.
   *
   * @param other an {@link Is} or {@link Like}
   */
  public record Not(Constraint other) implements Constraint {
    @Override
    public boolean admits(Spot spot) {
      return !other.admits(spot);
    }

    @Override
    public String toString() {
      return other.toString().replaceFirst("[=~]", "!$0");
    }
  }

  /**
   * At most so many of a group share a value: with 1 and {@code agent} each runs on an agent of its
   * own. A spot without the attribute will not do.
   *
   * @param name of what
   * @param most at most so many
   * @param taken how many run at each value
   */
  public record AtMost(String name, int most, Table<String, Integer> taken) implements Constraint {
    @Override
    public boolean admits(Spot spot) {
      return spot.value(name).filter(value -> count(taken, value) < most).isPresent();
    }

    @Override
    public Constraint placed(Spot spot) {
      return new AtMost(name, most, oneMore(taken, name, spot));
    }

    @Override
    public String toString() {
      return "at most " + most + " per " + name;
    }
  }

  /**
   * Evenly over the values that are offered: the value with the fewest goes first. Refuses nothing,
   * but a spot without the attribute comes last.
   *
   * @param name of what
   * @param taken how many run at each value
   */
  public record Spread(String name, Table<String, Integer> taken) implements Constraint {
    @Override
    public boolean admits(Spot spot) {
      return true;
    }

    @Override
    public int crowd(Spot spot) {
      return spot.value(name).map(value -> count(taken, value)).orElse(Integer.MAX_VALUE);
    }

    @Override
    public Constraint placed(Spot spot) {
      return new Spread(name, oneMore(taken, name, spot));
    }

    @Override
    public String toString() {
      return "spread by " + name;
    }
  }

  /**
   * All of them; how crowded they find a spot adds up.
   *
   * @param parts in order
   */
  public record All(List<Constraint> parts) implements Constraint {
    /** Copies. */
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean admits(Spot spot) {
      return parts.stream().allMatch(part -> part.admits(spot));
    }

    @Override
    public int crowd(Spot spot) {
      long sum = 0;
      for (Constraint part : parts) {
        sum += part.crowd(spot);
      }
      return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    @Override
    public Constraint placed(Spot spot) {
      return new All(parts.stream().map(part -> part.placed(spot)).toList());
    }

    @Override
    public String toString() {
      return String.join(", ", parts.stream().map(Object::toString).toList());
    }
  }

  /**
   * At most so many of a group share a value.
   *
   * @param name an attribute, {@code agent} or {@code host}
   * @param most at most so many, at least 1
   * @param where where those of the group run or are intended to
   * @return the constraint, for one matching
   */
  public static Constraint atMost(String name, int most, Iterable<Spot> where) {
    return new AtMost(name, most, counts(name, where));
  }

  /**
   * Evenly over values.
   *
   * @param name an attribute, {@code agent} or {@code host}
   * @param where where those of the group run or are intended to
   * @return the constraint, for one matching
   */
  public static Constraint spread(String name, Iterable<Spot> where) {
    return new Spread(name, counts(name, where));
  }

  /**
   * All of them.
   *
   * @param parts any number
   * @return one; {@link Constraint#NONE} for none
   */
  public static Constraint all(List<Constraint> parts) {
    return switch (parts.size()) {
      case 0 -> Constraint.NONE;
      case 1 -> parts.getFirst();
      default -> new All(parts);
    };
  }

  /**
   * Reads {@code name=value}, {@code name!=value}, {@code name~regex} or {@code name!~regex}.
   *
   * @param text the text
   * @return the constraint; its {@code toString} is that text
   * @throws IllegalArgumentException if it is none of these; the message says what is
   */
  public static Constraint parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a constraint; write rack=r1, rack!=r1, rack~r[12] or rack!~r[12]");
    }
    String name = form.group(1);
    String operator = form.group(2);
    Constraint plain =
        operator.endsWith("=")
            ? new Is(name, form.group(3))
            : new Like(name, regex(text, form.group(3)));
    return operator.startsWith("!") ? new Not(plain) : plain;
  }

  private static Pattern regex(String text, String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'" + text + "' has no regular expression: " + e.getDescription(), e);
    }
  }

  /**
   * Reads several.
   *
   * @param texts see {@link #parse}
   * @return all of them
   * @throws IllegalArgumentException if one is none
   */
  public static Constraint parseAll(List<String> texts) {
    List<Constraint> parts = new ArrayList<>();
    texts.forEach(text -> parts.add(parse(text)));
    return all(parts);
  }

  private static Table<String, Integer> counts(String name, Iterable<Spot> where) {
    Table<String, Integer> counts = Table.empty();
    for (Spot spot : where) {
      counts = oneMore(counts, name, spot);
    }
    return counts;
  }

  private static Table<String, Integer> oneMore(
      Table<String, Integer> counts, String name, Spot spot) {
    return spot.value(name)
        .map(value -> counts.with(value, count(counts, value) + 1))
        .orElse(counts);
  }

  private static int count(Table<String, Integer> counts, String value) {
    Integer count = counts.get(value);
    return count == null ? 0 : count;
  }
}
