package cuesta.cli.command;

import cuesta.cli.args.Args;
import cuesta.cli.args.Option;
import cuesta.cli.args.Word;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import java.util.List;
import java.util.Optional;

/** Kills a task of any framework. */
final class KillCommand implements Command {
  @Override
  public String name() {
    return "kill";
  }

  @Override
  public String summary() {
    return "kills a task, or a run that waits";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.value("TIME", "time between TERM and KILL: 3s (runs only)", "--grace"),
        Option.value("ID", "whose task it is, if several frameworks have one", "--framework"));
  }

  @Override
  public List<Word> words() {
    return List.of(Word.of("TASK", "the task's id"));
  }

  @Override
  public int run(Args args, Session session) throws Trouble {
    String task = args.word();
    Optional<String> grace = args.text("--grace");
    Optional<String> framework = args.text("--framework");
    Optional<Node> reply = framework.isPresent() ? Optional.empty() : killRun(session, task, grace);
    if (reply.isEmpty() && grace.isPresent()) {
      throw new Trouble("--grace is for runs only, and " + task + " is none");
    }
    Node done = reply.isPresent() ? reply.get() : killTask(session, task, framework);
    if (session.json()) {
      session.json(done::write);
    }
    return 0;
  }

  /** The run framework takes a grace period, and knows runs that are no task yet. */
  private static Optional<Node> killRun(Session session, String task, Optional<String> grace)
      throws Trouble {
    try {
      String body =
          Node.text(
              out -> {
                out.writeStartObject();
                if (grace.isPresent()) {
                  out.writeStringField("grace", grace.get());
                }
                out.writeEndObject();
              });
      String path = "/run/" + TaskLookup.encoded(task) + "/kill";
      return Optional.of(session.client().post(path, body).json());
    } catch (Trouble.Missing e) {
      return Optional.empty();
    }
  }

  private static Node killTask(Session session, String task, Optional<String> framework)
      throws Trouble {
    String body =
        Node.text(
            out -> {
              out.writeStartObject();
              out.writeStringField("task", task);
              if (framework.isPresent()) {
                out.writeStringField("framework", framework.get());
              }
              out.writeEndObject();
            });
    return session.client().post("/kill", body).json();
  }
}
