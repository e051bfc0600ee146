package cuesta.api.resources;

import cuesta.api.RoleId;
import java.util.ArrayList;
import java.util.List;

/** The text grammar of resources, as Mesos' {@code --resources} has it. */
final class ResourcesText {
  private ResourcesText() {}

  static Resources parse(String text) {
    List<Resource> found = new ArrayList<>();
    for (String part : text.split(";")) {
      if (!part.isBlank()) {
        found.add(entry(part.strip()));
      }
    }
    return Resources.sorted(found);
  }

  private static Resource entry(String part) {
    int colon = part.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "resource '" + part + "' has no value; write name:value, for example cpus:2");
    }
    String name = part.substring(0, colon).strip();
    String value = part.substring(colon + 1).strip();
    List<Reservation> reservations = List.of();
    int open = name.indexOf('(');
    if (open >= 0) {
      if (!name.endsWith(")")) {
        throw new IllegalArgumentException("resource '" + name + "' lacks the ')' after its role");
      }
      RoleId role = new RoleId(name.substring(open + 1, name.length() - 1).strip());
      name = name.substring(0, open).strip();
      if (!role.equals(RoleId.DEFAULT)) {
        reservations = List.of(new Reservation(Reservation.STATIC, role, ""));
      }
    }
    ResourceKey key =
        reservations.isEmpty() ? ResourceKey.of(name) : new ResourceKey(name, reservations, false);
    return new Resource(key, value(name, value));
  }

  private static Value value(String name, String value) {
    if (value.startsWith("[")) {
      return Value.ranges(Ranges.parse("resource " + name, value));
    }
    if (value.startsWith("{")) {
      if (!value.endsWith("}")) {
        throw new IllegalArgumentException("resource " + name + " lacks the '}' of its set");
      }
      List<String> items = new ArrayList<>();
      for (String item : value.substring(1, value.length() - 1).split(",")) {
        if (!item.isBlank()) {
          items.add(item.strip());
        }
      }
      return Value.set(items);
    }
    return Value.scalar(Amounts.milli("resource " + name, value));
  }

  static String write(Resources resources) {
    StringBuilder text = new StringBuilder();
    for (Resource entry : resources.entries()) {
      ResourceKey key = entry.key();
      text.append(text.isEmpty() ? "" : ";").append(key.name());
      if (!key.reservations().isEmpty()) {
        text.append('(').append(key.reservations().getLast().role()).append(')');
      }
      text.append(key.revocable() ? "{REV}:" : ":").append(entry.value());
    }
    return text.toString();
  }
}
