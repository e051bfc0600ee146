package cuesta.cli.command;

import cuesta.cli.http.Trouble;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code --env}. */
final class Environment {
  private Environment() {}

  static Map<String, String> of(List<String> given, Map<String, String> own) throws Trouble {
    TreeMap<String, String> variables = new TreeMap<>();
    for (String text : given) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      if (name.isEmpty()) {
        throw new Trouble("--env '" + text + "' names no variable; give K=V");
      }
      String value = equals < 0 ? own.get(name) : text.substring(equals + 1);
      if (value == null) {
        throw new Trouble("--env " + name + ": no such variable is set here; give " + name + "=V");
      }
      variables.put(name, value);
    }
    return variables;
  }
}
