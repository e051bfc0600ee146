package cuesta.framework.webapp;

import cuesta.api.framework.TaskInfo;
import cuesta.framework.kit.Constraints;
import cuesta.framework.kit.Spot;
import cuesta.framework.kit.http.Input;
import cuesta.framework.kit.http.Invalid;
import cuesta.framework.kit.http.Param;
import cuesta.framework.webapp.engine.Spec;
import cuesta.framework.webapp.engine.WebLimits;
import cuesta.framework.webapp.engine.Weights;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** What describes an application, and how it is read; flags and files alike. */
final class AppParams {
  static final Param NAME = Param.argument("name", "what the application is called");
  static final Param INSTANCES = Param.flag("instances", "N", "how many").letter("n");

  static final List<Param> ALL =
      List.of(
          NAME,
          Param.rest("command", "what to run, or one shell line"),
          INSTANCES.usually("1, or as before"),
          Param.flag("cpus", "N", "cores for each").usually("0.1"),
          Param.flag("mem", "MIB", "memory for each").usually("128"),
          Param.flag("disk", "MIB", "disk for each"),
          Param.flag("ports", "N", "how many ports, $PORT0 on; requests go to $PORT").usually("1"),
          Param.map("env", "a variable"),
          Param.toggle("shell", "the command is a line for /bin/sh"),
          Param.flag("user", "USER", "as whom it runs"),
          Param.list("constraint", "C", "where it may run: rack=r1, rack!=r1, rack~r[12]"),
          Param.flag("spread", "NAME", "evenly over agent, host or an attribute").usually("agent"),
          Param.flag("most", "N", "at most so many for each of these"),
          Param.flag("health", "CHECK", "restarts it: http:/PATH, tcp, or cmd:LINE"),
          Param.flag("health-interval", "T", "between two checks").usually("10s"),
          Param.flag("health-timeout", "T", "a check that takes longer failed").usually("5s"),
          Param.flag("health-grace", "T", "after the start, failures do not count").usually("30s"),
          Param.flag("health-failures", "N", "so many in a row").usually("3"),
          Param.flag("ready", "CHECK", "when it takes requests; none: as soon as it runs")
              .usually("as --health, or tcp"),
          Param.flag("ready-interval", "T", "between two checks").usually("1s"),
          Param.flag("ready-timeout", "T", "a check that takes longer failed").usually("2s"),
          Param.flag("ready-failures", "N", "so many in a row").usually("2"),
          Param.flag("min-healthy", "PERCENT", "stay ready during an update").usually("100"),
          Param.flag("surge", "N", "more than there should be, during an update; or N%")
              .usually("a quarter of them, at least 1"),
          Param.flag("deadline", "T", "an update fails if none gets ready for so long")
              .usually("2m"),
          Param.toggle("no-rollback", "an update that failed is left as it is"),
          Param.flag("drain", "T", "to finish requests before it is ended").usually("10s"),
          Param.flag("grace", "T", "how long it may take to end after SIGTERM").usually("3s"),
          Param.list("host", "NAME", "requests for this host name are for it"),
          Param.list("path", "PREFIX", "requests below this path are for it"));

  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final int MAX_SURGE = 1_000;
  private static final int MAX_TEXT = 200;
  private static final int MAX_PORTS = 100;
  private static final int MAX_ROUTES = 20;
  private static final int PERCENT = 100;

  private AppParams() {}

  static OptionalInt instances(Input input) {
    return input.has("instances")
        ? OptionalInt.of((int) input.number("instances", 1, 0, WebLimits.INSTANCES))
        : OptionalInt.empty();
  }

  /** A version; refused with INVALID naming the field. */
  static Spec spec(Input input, String principal) {
    List<String> command = input.texts("command");
    boolean shell = input.flag("shell");
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw Invalid.field("command", "it is empty", "say what to run, after --");
    }
    if (shell && command.size() != 1) {
      throw Invalid.field("command", "a shell takes one line", "put it into quotes");
    }
    int ports = (int) input.number("ports", 1, 0, MAX_PORTS);
    Spec spec =
        new Spec(
            command,
            shell,
            some(input, "cpus", 100, "0.1"),
            some(input, "mem", 128_000, "32"),
            input.amount("disk", 0),
            ports,
            environment(input, ports),
            input.text("user", "", MAX_TEXT),
            placement(input),
            Checks.health(input),
            Checks.readiness(input),
            update(input),
            input.duration("drain", Duration.ofSeconds(10), LONGEST),
            input.duration("grace", TaskInfo.DEFAULT_KILL_GRACE, LONGEST),
            web(input),
            principal);
    if (Weights.of(spec) > WebLimits.SPEC_BYTES) {
      throw Invalid.field(
          "command",
          "command and env take " + Weights.of(spec) + " bytes; at most " + WebLimits.SPEC_BYTES,
          "put bulk into a file");
    }
    Input.checked("command", () -> spec.commandInfo(Collections.emptySortedMap()));
    return spec;
  }

  /** A port that nobody checks and no request reaches would be a riddle. */
  private static SortedMap<String, String> environment(Input input, int ports) {
    SortedMap<String, String> environment = input.map("env");
    for (String name : environment.keySet()) {
      if (ports > 0 && name.matches("PORT[0-9]*")) {
        throw Invalid.field(
            "env",
            name + " says where the application has to listen, and is given by its agent",
            "leave it out, or give another name");
      }
    }
    return environment;
  }

  static String name(String name) {
    if (!Names.isName(name)) {
      throw Invalid.field(
          "name",
          "'" + name + "' is no name of an application",
          "small letters, digits and '-', at most 63, a letter or digit first and last");
    }
    return name;
  }

  private static Spec.Placement placement(Input input) {
    List<String> constraints = input.texts("constraint");
    Input.checked("constraint", () -> Constraints.parseAll(constraints));
    String spread = input.text("spread", Spot.AGENT, MAX_TEXT);
    if (!spread.matches("[A-Za-z0-9_.-]+")) {
      throw Invalid.field("spread", "'" + spread + "' is no name", "agent, host or an attribute");
    }
    return new Spec.Placement(
        constraints, spread, (int) input.number("most", 0, 0, WebLimits.INSTANCES));
  }

  private static Spec.Update update(Input input) {
    Duration deadline = input.duration("deadline", Duration.ofMinutes(2), LONGEST);
    if (deadline.compareTo(SHORTEST) < 0) {
      throw Invalid.field("deadline", "nothing gets ready so soon", "at least 1s");
    }
    return new Spec.Update(
        percent(input, "min-healthy", PERCENT).orElse(PERCENT),
        surge(input),
        deadline,
        !input.flag("no-rollback"));
  }

  private static int surge(Input input) {
    boolean share = input.text("surge").filter(text -> text.endsWith("%")).isPresent();
    return share
        ? percent(input, "surge", MAX_SURGE).map(Spec.Update::share).orElseThrow()
        : (int) input.number("surge", Spec.Update.QUARTER, 0, WebLimits.INSTANCES);
  }

  /** With its sign or without. */
  private static Optional<Integer> percent(Input input, String name, int most) {
    Optional<String> text = input.text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String number = text.get().endsWith("%") ? text.get().replaceFirst("%$", "") : text.get();
    if (!number.matches("[0-9]{1,4}") || Integer.parseInt(number) > most) {
      throw Invalid.field(name, "'" + text.get() + "' is no percentage", "0 to " + most);
    }
    return Optional.of(Integer.parseInt(number));
  }

  private static Spec.Web web(Input input) {
    List<String> hosts =
        input.texts("host").stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    for (String host : hosts) {
      if (!host.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")) {
        throw Invalid.field(
            "host", "'" + host + "' is no host name", "for example www.example.org");
      }
    }
    List<String> paths = input.texts("path").stream().map(AppParams::path).toList();
    if (hosts.size() > MAX_ROUTES || paths.size() > MAX_ROUTES) {
      throw Invalid.field(
          hosts.size() > MAX_ROUTES ? "host" : "path", "there are too many", "at most 20");
    }
    return new Spec.Web(hosts, paths);
  }

  private static String path(String path) {
    if (!path.matches("/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*") || path.length() > MAX_TEXT) {
      throw Invalid.field("path", "'" + path + "' is no path", "for example /shop");
    }
    return path.endsWith("/") ? path : path + "/";
  }

  private static long some(Input input, String name, long otherwise, String example) {
    long amount = input.amount(name, otherwise);
    if (amount == 0) {
      throw Invalid.field(name, "it is 0", "for example " + example);
    }
    return amount;
  }
}
