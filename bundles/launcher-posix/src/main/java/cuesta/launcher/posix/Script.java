package cuesta.launcher.posix;

import cuesta.api.isolator.Preparation;
import cuesta.api.launcher.LaunchSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes what a supervisor does for one container. Every step fails closed: a supervisor that
 * cannot join, limit or enter what it was told to ends with 126 and the shell's message in the
 * task's stderr.
 */
final class Script {
  /** Last line: without it the file was cut off by a crash and nothing was started from it. */
  static final String END = "#end";

  private final Tools tools;

  Script(Tools tools) {
    this.tools = tools;
  }

  String text(Container container, LaunchSpec spec, Optional<Identity> identity) {
    StringBuilder script = new StringBuilder();
    for (String line : Records.lines(container)) {
      script.append("# ").append(line).append('\n');
    }
    String sandbox = Quote.word(spec.directory().toAbsolutePath().toString());
    script.append("cd ").append(sandbox).append(" || exit\nexec >>stdout 2>>stderr </dev/null\n");
    for (Path cgroup : container.cgroups()) {
      script.append("echo 0 >").append(Quote.word(members(cgroup).toString())).append(" || exit\n");
    }
    limits(spec).forEach((name, value) -> script.append(Ulimit.line(name, value)));
    // The shell would write "Killed" into the task's stderr when its command dies by a signal.
    script
        .append("exec 3>&2 2>/dev/null\n(begin ")
        .append(sandbox)
        .append(" 2>&3 || exit 126\nexec ")
        .append(Quote.words(argv(spec, identity)))
        .append(" 2>&3 3>&- 4>&-)\ns=$?\n")
        .append(END)
        .append('\n');
    return script.toString();
  }

  /**
   * On v1 {@code tasks} moves the single-threaded supervisor at once, where {@code cgroup.procs}
   * waits some 10 ms for the kernel.
   */
  private static Path members(Path cgroup) {
    Path tasks = cgroup.resolve("tasks");
    return Files.exists(tasks) ? tasks : cgroup.resolve("cgroup.procs");
  }

  private static SortedMap<String, Long> limits(LaunchSpec spec) {
    SortedMap<String, Long> limits = new TreeMap<>();
    for (Preparation preparation : spec.preparations()) {
      preparation.limits().forEach((name, value) -> limits.merge(name, value, Script::tighter));
    }
    return limits;
  }

  private static Long tighter(Long one, Long other) {
    if (one < 0 || other < 0) {
      return Math.max(one, other); // negative means unlimited
    }
    return Math.min(one, other);
  }

  /**
   * A session of its own, so that {@code kill 0} in a task reaches nobody else; the wrappers, which
   * may need root; the user; and the environment last, since it may change what is found on the
   * path.
   */
  private List<String> argv(LaunchSpec spec, Optional<Identity> identity) {
    List<String> argv = new ArrayList<>(tools.session());
    spec.preparations().forEach(preparation -> argv.addAll(preparation.wrapper()));
    identity.ifPresent(user -> argv.addAll(tools.become(user)));
    argv.addAll(tools.cleanEnvironment());
    environment(spec).forEach((name, value) -> argv.add(name + "=" + value));
    if (spec.command().getFirst().indexOf('=') >= 0) {
      // env would take the program for one more variable.
      Stream.of("/bin/sh", "-c", "exec \"$0\" \"$@\"").forEach(argv::add);
    }
    argv.addAll(spec.command());
    return argv;
  }

  private static SortedMap<String, String> environment(LaunchSpec spec) {
    SortedMap<String, String> all = new TreeMap<>();
    spec.preparations().forEach(preparation -> all.putAll(preparation.environment()));
    all.putAll(spec.environment());
    all.put(LaunchSpec.MARKER, spec.container().value());
    for (Map.Entry<String, String> entry : all.entrySet()) {
      String name = entry.getKey();
      if (name.isEmpty() || name.indexOf('=') >= 0) {
        throw new IllegalArgumentException(
            "environment has the bad name '" + name + "'; names are not empty and hold no '='");
      }
    }
    return all;
  }
}
