package cuesta.framework.run;

import cuesta.api.RoleId;
import cuesta.api.framework.TaskInfo;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Input;
import cuesta.framework.kit.http.Invalid;
import cuesta.framework.kit.http.Param;
import cuesta.framework.run.engine.Request;
import cuesta.framework.run.engine.RunLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a request for a run takes, and how it is read. */
final class RunParams {
  static final Param[] ALL = {
    Param.rest("command", "what to run, or one shell line").may(),
    Param.toggle("shell", "command is a line for /bin/sh"),
    Param.flag("cpus", "N", "cores").usually("1"),
    Param.flag("mem", "MIB", "memory").usually("128"),
    Param.map("env", "a variable"),
    Param.flag("name", "TEXT", "what people call it"),
    Param.flag("user", "USER", "as whom it runs"),
    Param.flag("ports", "N", "how many ports"),
    Param.flag("disk", "MIB", "disk"),
    Param.flag("role", "ROLE", "from whose share"),
    Param.flag("grace", "T", "how long it may take to end after SIGTERM"),
  };

  static final Param GRACE = Param.flag("grace", "T", "how long until SIGKILL");

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int MAX_PORTS = 1_000;
  private static final int MAX_NAME = 200;
  private static final int MAX_KEY = 128;

  private RunParams() {}

  static Duration grace(Input input) {
    return input.duration("grace", TaskInfo.DEFAULT_KILL_GRACE, LONGEST);
  }

  /** A request; refused with INVALID naming the field. */
  static Request request(Call call, List<RoleId> roles) {
    Input input = call.input();
    List<String> command = input.texts("command");
    boolean shell = input.flag("shell");
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw Invalid.field("command", "it is empty", "say what to run: [\"echo\", \"hello\"]");
    }
    if (shell && command.size() != 1) {
      throw Invalid.field("command", "a shell takes one line", "send a list of one text");
    }
    Request request =
        new Request(
            command,
            shell,
            some(input, "cpus", 1_000, "0.1"),
            some(input, "mem", 128_000, "32"),
            input.amount("disk", 0),
            (int) input.number("ports", 0, 0, MAX_PORTS),
            input.map("env"),
            name(input, shell, command.getFirst()),
            input.text("user").orElse(""),
            role(input, roles),
            grace(input),
            call.http().principal().name(),
            key(call));
    checkSize(request);
    Input.checked("command", request::commandInfo);
    return request;
  }

  private static long some(Input input, String name, long otherwise, String example) {
    long amount = input.amount(name, otherwise);
    if (amount == 0) {
      throw Invalid.field(name, "it is 0", "ask for some, " + example + " for example");
    }
    return amount;
  }

  private static RoleId role(Input input, List<RoleId> roles) {
    Optional<String> text = input.text("role").filter(given -> !given.isEmpty());
    if (text.isEmpty()) {
      return roles.getFirst();
    }
    RoleId role = Input.checked("role", () -> new RoleId(text.get()));
    if (!roles.contains(role)) {
      throw Invalid.field(
          "role", "'" + role + "' is not a role of this framework", "it has " + roles);
    }
    return role;
  }

  /** The program's name, for people, if there is no other. */
  private static String name(Input input, boolean shell, String first) {
    String given = input.text("name", "", MAX_NAME);
    if (!given.isEmpty()) {
      return given;
    }
    String program = shell ? "sh" : first;
    String last = program.substring(program.lastIndexOf('/') + 1);
    return last.isEmpty() ? "run" : last.substring(0, Math.min(last.length(), MAX_NAME));
  }

  private static String key(Call call) {
    String key = call.header("idempotency-key").orElse("");
    if (key.length() > MAX_KEY) {
      throw Invalid.field("Idempotency-Key", "it is too long", "at most " + MAX_KEY);
    }
    return key;
  }

  private static void checkSize(Request request) {
    if (request.weight() > RunLimits.RUN_BYTES) {
      throw Invalid.field(
          "command",
          "command and env take "
              + request.weight()
              + " bytes; at most "
              + RunLimits.RUN_BYTES
              + " are kept",
          "put bulk into a file");
    }
  }
}
