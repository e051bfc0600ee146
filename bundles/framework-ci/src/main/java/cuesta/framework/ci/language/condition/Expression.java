package cuesta.framework.ci.language.condition;

import cuesta.framework.ci.spec.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A condition of {@code rules:if} or {@code only:variables}: texts, variables, {@code null},
 * comparisons, {@code &&}, {@code ||}, parentheses. A variable is true if it is set and not empty.
 */
public final class Expression {
  private final String written;
  private final Node root;
  private final SortedSet<String> variables = new TreeSet<>();

  Expression(String written, Node root) {
    this.written = written;
    this.root = root;
    root.collect(variables);
  }

  /**
   * Reads an expression.
   *
   * @param text as it is written
   * @return what it means
   * @throws BadExpression saying what is wrong where
   */
  public static Expression of(String text) throws BadExpression {
    return new ExpressionParser(text).all();
  }

  /**
   * Whether it is true.
   *
   * @param values of the variables; others in them are not put in
   * @return the truth
   */
  public boolean holds(Map<String, Value> values) {
    return truth(root.evaluate(values));
  }

  /**
   * For people: the expression, whether it is true, and what its variables are. Masked ones stay
   * so.
   *
   * @param values of the variables
   * @return one line
   */
  public String explain(Map<String, Value> values) {
    StringBuilder text = new StringBuilder(written).append(" is ").append(holds(values));
    String between = ": ";
    for (String name : variables) {
      Value value = values.get(name);
      text.append(between).append('$').append(name);
      text.append(value == null ? " is not set" : " is \"" + value + "\"");
      between = ", ";
    }
    return text.toString();
  }

  /** A text, {@code null} for what is not set, or a Boolean. */
  sealed interface Node {
    Object evaluate(Map<String, Value> values);

    default void collect(SortedSet<String> names) {}
  }

  record Literal(String text) implements Node {
    @Override
    public Object evaluate(Map<String, Value> values) {
      return text;
    }
  }

  record Slashes(Regex regex) implements Node {
    @Override
    public Object evaluate(Map<String, Value> values) {
      return regex.written();
    }
  }

  record Variable(String name) implements Node {
    @Override
    public Object evaluate(Map<String, Value> values) {
      Value value = values.get(name);
      return value == null ? null : value.text();
    }

    @Override
    public void collect(SortedSet<String> names) {
      names.add(name);
    }
  }

  record Equal(Node left, Node right, boolean wanted) implements Node {
    @Override
    public Object evaluate(Map<String, Value> values) {
      return Objects.equals(left.evaluate(values), right.evaluate(values)) == wanted;
    }

    @Override
    public void collect(SortedSet<String> names) {
      left.collect(names);
      right.collect(names);
    }
  }

  /** What is not set is matched as an empty text; against what is no pattern nothing matches. */
  record Match(Node left, Node right, boolean wanted) implements Node {
    @Override
    public Object evaluate(Map<String, Value> values) {
      Object text = left.evaluate(values);
      return regex(right, values)
              .map(regex -> regex.in(text == null ? "" : text.toString()))
              .orElse(false)
          == wanted;
    }

    private static Optional<Regex> regex(Node node, Map<String, Value> values) {
      if (node instanceof Slashes slashes) {
        return Optional.of(slashes.regex());
      }
      try {
        return node.evaluate(values) instanceof String text ? Regex.of(text) : Optional.empty();
      } catch (BadExpression e) {
        // The value of a variable is nothing that the file can be blamed for.
        return Optional.empty();
      }
    }

    @Override
    public void collect(SortedSet<String> names) {
      left.collect(names);
      right.collect(names);
    }
  }

  record Chain(boolean and, List<Node> parts) implements Node {
    @Override
    public Object evaluate(Map<String, Value> values) {
      return and
          ? parts.stream().allMatch(part -> truth(part.evaluate(values)))
          : parts.stream().anyMatch(part -> truth(part.evaluate(values)));
    }

    @Override
    public void collect(SortedSet<String> names) {
      parts.forEach(part -> part.collect(names));
    }
  }

  private static boolean truth(Object value) {
    return value instanceof Boolean is ? is : value != null && !value.toString().isEmpty();
  }

  @Override
  public String toString() {
    return written;
  }
}
