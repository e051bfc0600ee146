package cuesta.framework.ci.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Puts variables into texts: {@code $NAME}, {@code ${NAME}}; {@code $$} is a dollar. What is not
 * set is empty, and so are the shell's own like {@code $1}; {@code %NAME%} stays.
 */
public final class Expansion {
  /** Longer ones a process cannot be given; see docs/reference/limits.md. */
  static final int MAX_LENGTH = 128 * 1024;

  private static final int MAX_DEPTH = 200;
  private static final String SHELLS = "*#@!?-0123456789";

  private final List<? extends Map<String, Value>> sources;
  private final TreeMap<String, Value> expanded = new TreeMap<>();
  private final TreeSet<String> open = new TreeSet<>();
  private boolean circle;

  private Expansion(List<? extends Map<String, Value>> sources) {
    this.sources = sources;
  }

  /**
   * Variables that are looked at when they are asked for. One thread.
   *
   * @param sources as they are written; the first that has a variable wins
   * @return what puts them in
   */
  public static Expansion over(List<? extends Map<String, Value>> sources) {
    return new Expansion(sources);
  }

  /**
   * Puts variables into one another, raw ones excepted. Where some form a circle, each variable
   * gets the others as they are written: once, and no further, as with GitLab. What a masked one
   * went into is masked. What would make a value longer than 128 KiB is left out.
   *
   * @param variables as they are written
   * @return the same names
   */
  public static SortedMap<String, Value> expand(SortedMap<String, Value> variables) {
    Expansion deep = over(List.of(variables));
    variables.keySet().forEach(deep::deep);
    if (!deep.circle) {
      return deep.expanded;
    }
    TreeMap<String, Value> once = new TreeMap<>();
    variables.forEach((name, value) -> once.put(name, put(value, variables::get)));
    return once;
  }

  /**
   * Puts variables into a text.
   *
   * @param text as it is written
   * @param variables as they are to be put in: expanded
   * @return the text
   */
  public static String text(String text, Map<String, Value> variables) {
    return put(Value.of(text), variables::get).text();
  }

  /**
   * One variable with all others put in, as {@link #expand} does; only a circle that it is led to
   * matters to it.
   *
   * @param name which
   * @return its value; empty if it is not set
   */
  public Optional<Value> value(String name) {
    Value value = deep(name);
    if (circle) {
      circle = false;
      expanded.clear();
      value = put(written(name), this::written);
    }
    return Optional.ofNullable(value);
  }

  /**
   * Puts variables, with all others in them, into a text.
   *
   * @param text as it is written
   * @return the text
   */
  public String put(String text) {
    return put(Value.of(text), name -> value(name).orElse(null)).text();
  }

  private static Value put(Value value, Function<String, Value> variables) {
    return value.raw() ? value : new Scan(value.text(), variables).all(value);
  }

  private Value written(String name) {
    for (Map<String, Value> source : sources) {
      Value value = source.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private Value deep(String name) {
    Value known = expanded.get(name);
    Value written = known == null ? written(name) : null;
    if (written == null) {
      return known;
    }
    if (open.size() > MAX_DEPTH || !open.add(name)) {
      circle = true;
      return written;
    }
    Value value = put(written, this::deep);
    open.remove(name);
    expanded.put(name, value);
    return value;
  }

  /** One pass over a text. */
  private static final class Scan {
    private final String text;
    private final Function<String, Value> values;
    private final StringBuilder out = new StringBuilder();
    private boolean masked;
    private int at;

    Scan(String text, Function<String, Value> values) {
      this.text = text;
      this.values = values;
    }

    Value all(Value written) {
      masked = written.masked();
      while (at < text.length()) {
        int dollar = text.indexOf('$', at);
        if (dollar < 0 || dollar + 1 == text.length()) {
          out.append(text, at, text.length());
          break;
        }
        out.append(text, at, dollar);
        at = dollar + 1;
        reference(text.charAt(at));
      }
      return new Value(out.toString(), written.raw(), masked);
    }

    /** What stands behind a dollar. */
    private void reference(char c) {
      if (c == '$') {
        out.append('$');
        at++;
      } else if (c == '{') {
        braces();
      } else if (SHELLS.indexOf(c) >= 0) {
        at++;
      } else {
        int end = at;
        while (end < text.length() && named(text.charAt(end))) {
          end++;
        }
        if (end == at) {
          out.append('$');
        } else {
          name(text.substring(at, end));
          at = end;
        }
      }
    }

    /** Braces that are not closed are left out, and nothing else. */
    private void braces() {
      int end = text.indexOf('}', at);
      if (end < 0) {
        at++;
        return;
      }
      name(text.substring(at + 1, end));
      at = end + 1;
    }

    private void name(String name) {
      Value value = values.apply(name);
      if (value != null) {
        out.append(value.text().length() + out.length() > MAX_LENGTH ? "" : value.text());
        masked |= value.masked();
      } else if (name.equals("$")) {
        out.append('$');
      }
    }

    private static boolean named(char c) {
      return c == '_' || c < 128 && Character.isLetterOrDigit(c);
    }
  }
}
