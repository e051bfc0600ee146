package cuesta.cli.command;

import cuesta.cli.args.Args;
import cuesta.cli.args.Option;
import cuesta.cli.args.Word;
import cuesta.cli.http.Stream;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.run.OutputPump;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Shows what a task wrote. */
final class LogsCommand implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final List<String> ENDED =
      List.of("FINISHED", "FAILED", "KILLED", "ERROR", "LOST", "DROPPED", "GONE");

  private static final List<String> NEVER_RAN = List.of("ERROR", "DROPPED");

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public String summary() {
    return "shows the output of a task; with -f as it comes";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.flag("go on until the task has ended", "-f", "--follow"),
        Option.flag("standard error instead of standard output", "--stderr"));
  }

  @Override
  public List<Word> words() {
    return List.of(Word.of("TASK", "the task's id"));
  }

  @Override
  public int run(Args args, Session session) throws Trouble, InterruptedException {
    if (session.json()) {
      throw new Trouble("logs are what the task wrote; they have no --json");
    }
    Node task = TaskLookup.find(session, args.word());
    boolean ended = ENDED.contains(task.text("state"));
    String sandbox =
        task.some("sandbox")
            .orElseThrow(
                () -> new Trouble(subject(task) + (ended ? "it has no output" : "no output yet")));
    if (NEVER_RAN.contains(task.text("state"))) {
      throw new Trouble(subject(task) + "it never ran, so it has no output");
    }
    String url =
        task.some("url")
            .orElseThrow(() -> new Trouble(subject(task) + "its agent is not there any more"));
    if (ended) {
      checkSandbox(session, task, url, sandbox);
    }
    boolean stderr = args.flag("--stderr");
    String file = sandbox + (stderr ? "/stderr" : "/stdout");
    return args.flag("--follow") ? follow(session, task, url, file) : show(session, url, file);
  }

  private static String subject(Node task) {
    return task.text("id") + " is " + task.text("state") + "; ";
  }

  /** An agent removes sandboxes of ended tasks after a while: no output is not an empty one. */
  private static void checkSandbox(Session session, Node task, String url, String sandbox)
      throws Trouble {
    String path = url + "/files/browse?path=" + TaskLookup.encoded(sandbox);
    try (Stream stream = session.client().openAt(path, PATIENCE)) {
      stream.drain();
    } catch (Trouble.Missing e) {
      throw new Trouble(
          subject(task)
              + "what it wrote is gone: its agent has swept its sandbox, as it was old or"
              + " the disk full");
    } catch (IOException e) {
      throw new Trouble("the connection to " + url + " broke: " + e.getMessage());
    }
  }

  private static int follow(Session session, Node task, String url, String file)
      throws Trouble, InterruptedException {
    boolean ended = ENDED.contains(task.text("state"));
    OutputPump pump =
        new OutputPump(
            session.client(),
            url,
            file,
            session.shell().out(),
            () -> ended,
            session.shell().pace());
    if (pump.run() == OutputPump.End.INCOMPLETE) {
      throw new Trouble("the agent of " + task.text("id") + " does not give the rest of " + file);
    }
    return 0;
  }

  private static int show(Session session, String url, String file) throws Trouble {
    PrintStream out = session.shell().out();
    long offset = 0;
    long length = 1;
    try {
      while (offset < length && !out.checkError()) {
        String part = url + "/files/read?path=" + TaskLookup.encoded(file) + "&offset=" + offset;
        try (Stream stream = session.client().openAt(part, PATIENCE)) {
          byte[] bytes = stream.in().readAllBytes();
          out.write(bytes, 0, bytes.length);
          offset += bytes.length;
          // What is written while we read is for the next call of this command.
          length = bytes.length == 0 ? offset : stream.number("X-Length", offset);
        }
      }
      out.flush();
      return 0;
    } catch (IOException e) {
      throw new Trouble("the connection to " + url + " broke: " + e.getMessage());
    }
  }
}
