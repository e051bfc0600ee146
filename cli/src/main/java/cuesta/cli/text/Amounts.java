package cuesta.cli.text;

import cuesta.cli.json.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Resources for people. */
public final class Amounts {
  private Amounts() {}

  /** In Mesos' form: {@code cpus:1;mem:128}. */
  public static String all(Node resources) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, Node> entry : resources.members().entrySet()) {
      parts.add(entry.getKey() + ":" + entry.getValue());
    }
    return String.join(";", parts);
  }

  /** Used of total. */
  public static String share(Node used, Node total, String name) {
    String all = total.text(name);
    String part = used.text(name);
    return all.isEmpty() ? "" : (part.isEmpty() ? "0" : part) + "/" + all;
  }
}
