package cuesta.launcher.posix;

import cuesta.api.ContainerId;
import cuesta.api.launcher.LaunchRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is remembered of a container, as lines of {@code key value}. The same lines head its launch
 * script as comments, so that a launch whose record was lost in a crash is found again by its id.
 */
final class Records {
  static final int SCHEMA = 1;

  private Records() {}

  static LaunchRecord record(Container container) {
    byte[] state = String.join("\n", lines(container)).getBytes(StandardCharsets.UTF_8);
    return new LaunchRecord(container.id(), SCHEMA, state);
  }

  static List<String> lines(Container container) {
    List<String> lines = new ArrayList<>();
    lines.add("boot " + container.boot());
    for (Path cgroup : container.cgroups()) {
      if (cgroup.toString().indexOf('\n') >= 0) {
        throw new IllegalArgumentException("cgroup '" + cgroup + "' holds a line break");
      }
      lines.add("cgroup " + cgroup);
    }
    container.limits().forEach((name, value) -> lines.add("limit " + name + " " + value));
    return lines;
  }

  static Container container(LaunchRecord record) {
    if (record.schema() != SCHEMA) {
      throw new IllegalStateException(
          "launch record of %s has schema %d; this launcher reads %d"
              .formatted(record.container(), record.schema(), SCHEMA));
    }
    return container(
        record.container(), new String(record.state(), StandardCharsets.UTF_8).lines().toList());
  }

  static Container container(ContainerId id, List<String> lines) {
    String boot = "";
    List<Path> cgroups = new ArrayList<>();
    SortedMap<String, Long> limits = new TreeMap<>();
    for (String line : lines) {
      String value = line.substring(line.indexOf(' ') + 1);
      if (line.startsWith("boot ")) {
        boot = value;
      } else if (line.startsWith("cgroup ")) {
        cgroups.add(Path.of(value));
      } else if (line.startsWith("limit ")) { // not in records of 0.1.0
        int space = value.indexOf(' ');
        limits.put(value.substring(0, space), Long.parseLong(value.substring(space + 1)));
      }
    }
    if (boot.isEmpty()) {
      throw new IllegalStateException("launch record of " + id + " names no boot; it is damaged");
    }
    return new Container(id, FileName.of(id), boot, List.copyOf(cgroups), limits);
  }
}
