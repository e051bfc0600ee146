package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.Value;
import java.util.Map;
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

  private final Map<String, Value> variables;
  private final TreeMap<String, Value> expanded = new TreeMap<>();
  private final TreeSet<String> open = new TreeSet<>();
  private boolean circle;

  private Expansion(Map<String, Value> variables) {
    this.variables = variables;
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
    Expansion deep = new Expansion(variables);
    variables.keySet().forEach(deep::value);
    if (!deep.circle) {
      return deep.expanded;
    }
    TreeMap<String, Value> once = new TreeMap<>();
    variables.forEach((name, value) -> once.put(name, put(value, variables)));
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
    return put(Value.of(text), variables).text();
  }

  private static Value put(Value value, Map<String, Value> variables) {
    return value.raw() ? value : new Scan(value.text(), variables::get).all(value);
  }

  private Value value(String name) {
    Value written = variables.get(name);
    if (written == null || expanded.containsKey(name)) {
      return expanded.get(name);
    }
    if (open.size() > MAX_DEPTH || !open.add(name)) {
      circle = true;
      return written;
    }
    Value value = written.raw() ? written : new Scan(written.text(), this::value).all(written);
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
