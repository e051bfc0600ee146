package cuesta.launcher.posix;

import cuesta.api.ContainerId;
import cuesta.api.isolator.Preparation;
import cuesta.api.launcher.EnterSpec;
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
    confine(container, script);
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
   * What a shell does to run a command beside the container's own: it joins the same groups and
   * takes the same limits. What isolators added to environment or command line is not repeated.
   */
  String entering(Container container, EnterSpec spec, Optional<Identity> identity) {
    StringBuilder script = new StringBuilder("cd ");
    script
        .append(Quote.word(spec.directory().toAbsolutePath().toString()))
        .append(" || exit 126\n");
    confine(container, script);
    List<String> argv = new ArrayList<>(tools.session());
    identity.ifPresent(user -> argv.addAll(tools.become(user)));
    SortedMap<String, String> environment = new TreeMap<>(spec.environment());
    command(argv, marked(environment, spec.container()), spec.command());
    return script.append("exec ").append(Quote.words(argv)).append(" </dev/null\n").toString();
  }

  private static void confine(Container container, StringBuilder script) {
    for (Path cgroup : container.cgroups()) {
      script.append("echo 0 >").append(Quote.word(members(cgroup).toString())).append(" || exit\n");
    }
    container.limits().forEach((name, value) -> script.append(Ulimit.line(name, value)));
  }

  /**
   * On v1 {@code tasks} moves the single-threaded supervisor at once, where {@code cgroup.procs}
   * waits some 10 ms for the kernel.
   */
  private static Path members(Path cgroup) {
    Path tasks = cgroup.resolve("tasks");
    return Files.exists(tasks) ? tasks : cgroup.resolve("cgroup.procs");
  }

  /** The limits that all isolators together ask for. */
  static SortedMap<String, Long> limits(LaunchSpec spec) {
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
    command(argv, environment(spec), spec.command());
    return argv;
  }

  private void command(
      List<String> argv, SortedMap<String, String> environment, List<String> command) {
    argv.addAll(tools.cleanEnvironment());
    environment.forEach((name, value) -> argv.add(name + "=" + value));
    if (command.getFirst().indexOf('=') >= 0) {
      // env would take the program for one more variable.
      Stream.of("/bin/sh", "-c", "exec \"$0\" \"$@\"").forEach(argv::add);
    }
    argv.addAll(command);
  }

  private static SortedMap<String, String> environment(LaunchSpec spec) {
    SortedMap<String, String> all = new TreeMap<>();
    spec.preparations().forEach(preparation -> all.putAll(preparation.environment()));
    all.putAll(spec.environment());
    return marked(all, spec.container());
  }

  private static SortedMap<String, String> marked(
      SortedMap<String, String> all, ContainerId container) {
    all.put(LaunchSpec.MARKER, container.value());
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
