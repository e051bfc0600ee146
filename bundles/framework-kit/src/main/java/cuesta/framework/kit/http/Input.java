package cuesta.framework.kit.http;

import cuesta.api.resources.Amounts;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a call brought, by the names of its {@link Param}s: all of them declared, of the declared
 * kind, the required ones there. Reads them typed and within bounds; what does not fit is refused
 * as {@link Invalid} with the name. Asking for a name that the route does not declare is a bug.
 */
public final class Input {
  private final Map<String, Param> declared;
  private final Map<String, Object> values;

  /** Values are String, Boolean.TRUE, List of String, or SortedMap of String. */
  Input(Map<String, Param> declared, Map<String, Object> values) {
    this.declared = declared;
    this.values = values;
  }

  /**
   * Values that came another way than in a call, such as in a file.
   *
   * @param declared what there may be
   * @param values by name: String, Boolean, List of String, or Map of String, as declared
   * @return the input
   * @throws IllegalArgumentException if a name is not declared, or a value is of another kind
   */
  public static Input of(List<Param> declared, Map<String, ?> values) {
    TreeMap<String, Param> params = new TreeMap<>();
    declared.forEach(param -> params.put(param.name(), param));
    TreeMap<String, Object> checked = new TreeMap<>();
    values.forEach((name, value) -> checked.put(name, fitting(params.get(name), name, value)));
    return new Input(params, checked);
  }

  private static Object fitting(Param param, String name, Object value) {
    boolean fits =
        param != null
            && switch (param.kind()) {
              case TEXT, FILE -> value instanceof String;
              case SWITCH -> value instanceof Boolean;
              case LIST -> value instanceof List<?>;
              case MAP -> value instanceof Map<?, ?>;
              case TREE -> value instanceof SourceTree;
            };
    if (!fits) {
      throw new IllegalArgumentException("not what is declared as '" + name + "': " + value);
    }
    return value instanceof Map<?, ?> map ? new TreeMap<>(map) : value;
  }

  private <T> Optional<T> value(String name, Class<T> type) {
    if (!declared.containsKey(name)) {
      throw new IllegalStateException("the route does not declare '" + name + "'");
    }
    return Optional.ofNullable(values.get(name)).map(type::cast);
  }

  /**
   * Whether it was given.
   *
   * @param name a declared name
   * @return true if so
   */
  public boolean has(String name) {
    return value(name, Object.class).isPresent();
  }

  /**
   * A text.
   *
   * @param name a declared name
   * @return the text; empty if absent
   */
  public Optional<String> text(String name) {
    return value(name, String.class);
  }

  /**
   * A packed directory.
   *
   * @param name a declared name
   * @return where it is, and what git says of it; empty if absent
   */
  public Optional<SourceTree> tree(String name) {
    return value(name, SourceTree.class);
  }

  /**
   * A text, of bounded length.
   *
   * @param name a declared name
   * @param otherwise if absent
   * @param longest characters at most
   * @return the text
   */
  public String text(String name, String otherwise, int longest) {
    String text = text(name).orElse(otherwise);
    if (text.length() > longest) {
      throw Invalid.field(name, "it has " + text.length() + " characters", "at most " + longest);
    }
    return text;
  }

  /**
   * A list of texts.
   *
   * @param name a declared name
   * @return the texts; empty if absent
   */
  @SuppressWarnings("unchecked") // only lists of texts are put in
  public List<String> texts(String name) {
    return value(name, List.class).orElse(List.of());
  }

  /**
   * Texts by name.
   *
   * @param name a declared name
   * @return the texts; empty if absent
   */
  @SuppressWarnings("unchecked") // only maps of texts are put in
  public SortedMap<String, String> map(String name) {
    return value(name, SortedMap.class)
        .orElse(Collections.unmodifiableSortedMap(new TreeMap<String, String>()));
  }

  /**
   * A switch.
   *
   * @param name a declared name
   * @return false if absent
   */
  public boolean flag(String name) {
    return value(name, Boolean.class).orElse(false);
  }

  /**
   * A whole number.
   *
   * @param name a declared name
   * @param otherwise if absent
   * @param least the smallest
   * @param most the largest
   * @return the number
   */
  public long number(String name, long otherwise, long least, long most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    boolean whole = text.get().matches("-?[0-9]{1,18}");
    long number = whole ? Long.parseLong(text.get()) : 0;
    if (!whole || number < least || number > most) {
      throw Invalid.field(
          name, "'" + text.get() + "' is not a whole number in range", least + " to " + most);
    }
    return number;
  }

  /**
   * An amount of a resource.
   *
   * @param name a declared name
   * @param otherwise if absent or empty, in thousandths
   * @return thousandths, not negative
   */
  public long amount(String name, long otherwise) {
    String text = text(name).orElse("");
    return text.isEmpty() ? otherwise : checked(name, () -> Amounts.milli(name, text));
  }

  /**
   * A duration.
   *
   * @param name a declared name
   * @param otherwise if absent
   * @param longest at most
   * @return the duration
   */
  public Duration duration(String name, Duration otherwise, Duration longest) {
    return text(name).map(text -> Durations.parse(name, text, longest)).orElse(otherwise);
  }

  /**
   * Runs a check of somebody else's, whose message says what is wrong.
   *
   * @param name the name to blame
   * @param value throws IllegalArgumentException if it does not like it
   * @param <T> what it makes
   * @return what it made
   */
  public static <T> T checked(String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw Invalid.field(name, String.valueOf(e.getMessage()), "");
    }
  }
}
