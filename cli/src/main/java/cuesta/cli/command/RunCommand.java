package cuesta.cli.command;

import cuesta.cli.args.Args;
import cuesta.cli.args.Option;
import cuesta.cli.args.Word;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.run.Interruption;
import cuesta.cli.run.RunStart;
import cuesta.cli.run.RunWatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a command somewhere in the cluster as if it ran here. */
final class RunCommand implements Command {
  @Override
  public String name() {
    return "run";
  }

  @Override
  public String summary() {
    return "runs a command: shows its output and exits with its status";
  }

  @Override
  public int failure() {
    return 125;
  }

  @Override
  public int usage() {
    return 125;
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.flag("print the task's id and leave it running", "-d", "--detach"),
        Option.value("N", "cores it gets, for example 0.5", "--cpus"),
        Option.value("MIB", "memory it gets, in MiB", "--mem"),
        Option.value("MIB", "disk it gets, in MiB", "--disk"),
        Option.value("N", "how many ports it gets, in $PORT0, $PORT1, …", "--ports"),
        Option.value(
            "K=V", "an environment variable; K alone passes ours on; repeatable", "-e", "--env"),
        Option.value("NAME", "a name for people", "--name"),
        Option.value("USER", "the user it runs as", "--user"),
        Option.value("ROLE", "the role it is counted for", "--role"),
        Option.value("TIME", "time between TERM and KILL when it is killed: 3s", "--grace"));
  }

  @Override
  public Optional<Word> rest() {
    return Optional.of(Word.of("CMD", "the command and its arguments, best after --"));
  }

  @Override
  public String more() {
    return "Exits with the status of the command, 128+n if signal n killed it, 125 with the reason"
        + " if Cuesta itself failed. Ctrl-C kills the command and waits for its end; a"
        + " second one leaves it.";
  }

  @Override
  public int run(Args args, Session session) throws Trouble, InterruptedException {
    boolean detach = args.flag("--detach");
    if (session.json() && !detach) {
      throw new Trouble("--json needs --detach: without it, the output is the command's own");
    }
    String request = RunRequest.json(args, session.shell().env());
    if (detach) {
      return detached(session, RunStart.start(session.client(), session.shell(), request));
    }
    Interruption interruption =
        new Interruption(session.client(), session.shell(), Runtime.getRuntime()::halt);
    session.shell().signals().handle(interruption);
    Node run = RunStart.start(session.client(), session.shell(), request);
    return new RunWatch(session.client(), session.shell(), interruption).follow(run);
  }

  private static int detached(Session session, Node run) {
    if (session.json()) {
      session.json(run::write);
    } else {
      session.line(run.text("id"));
    }
    return 0;
  }

  /** How the options become the body of the call. */
  static final class RunRequest {
    /** Options that are sent as they are, since the cluster judges them. */
    private static final List<String> TEXTS =
        List.of("cpus", "mem", "disk", "name", "user", "role", "grace");

    private RunRequest() {}

    static String json(Args args, Map<String, String> env) throws Trouble {
      List<String> command = args.rest();
      Map<String, String> variables = Environment.of(args.texts("--env"), env);
      int ports = ports(args.text("--ports").orElse("0"));
      return Node.text(
          out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("command");
            for (String word : command) {
              out.writeString(word);
            }
            out.writeEndArray();
            for (String name : TEXTS) {
              Optional<String> value = args.text("--" + name);
              if (value.isPresent()) {
                out.writeStringField(name, value.get());
              }
            }
            if (ports > 0) {
              out.writeNumberField("ports", ports);
            }
            if (!variables.isEmpty()) {
              out.writeObjectFieldStart("env");
              for (Map.Entry<String, String> variable : variables.entrySet()) {
                out.writeStringField(variable.getKey(), variable.getValue());
              }
              out.writeEndObject();
            }
            out.writeEndObject();
          });
    }

    private static int ports(String text) throws Trouble {
      try {
        int ports = Integer.parseInt(text);
        if (ports >= 0) {
          return ports;
        }
      } catch (NumberFormatException e) {
        // Said below, as for a negative number.
      }
      throw new Trouble("--ports must be a whole number of ports, not '" + text + "'");
    }
  }
}
