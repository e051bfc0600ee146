package cuesta.core.edge.agent;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code --attributes}. */
public final class Attributes {
  private Attributes() {}

  /**
   * Reads Mesos' text form, {@code rack:r1;zone:a}.
   *
   * @param text the text; may be empty
   * @return names and values
   * @throws IllegalArgumentException naming what is wrong
   */
  public static SortedMap<String, String> parse(String text) {
    TreeMap<String, String> all = new TreeMap<>();
    for (String part : text.split(";")) {
      if (part.isBlank()) {
        continue;
      }
      int colon = part.indexOf(':');
      String name = colon < 0 ? "" : part.substring(0, colon).strip();
      if (name.isEmpty()) {
        throw new IllegalArgumentException(
            "--attributes: '" + part.strip() + "' is not of the form name:value");
      }
      if (all.put(name, part.substring(colon + 1).strip()) != null) {
        throw new IllegalArgumentException("--attributes: " + name + " is given twice");
      }
    }
    return Collections.unmodifiableSortedMap(all);
  }
}
