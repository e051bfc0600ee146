package cuesta.cli.remote;

import cuesta.cli.args.Args;
import cuesta.cli.args.BadArgs;
import cuesta.cli.args.Option;
import cuesta.cli.args.Word;
import cuesta.cli.command.Command;
import cuesta.cli.command.Session;
import cuesta.cli.http.Reply;
import cuesta.cli.http.Stream;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A command that its framework described.
 *
 * @param prefix of the framework
 * @param verb the command
 */
public record RemoteCommand(String prefix, Verb verb) implements Command {
  /** A framework has 60 s to answer; then the master does. */
  private static final Duration PATIENCE = Duration.ofSeconds(65);

  /** What is followed may be silent for days. */
  private static final Duration FOREVER = Duration.ZERO;

  /** What a framework's endpoint takes. */
  private static final int LIMIT = 16 << 20;

  private static final int BUFFER = 16 << 10;

  @Override
  public String name() {
    return prefix + " " + verb.name();
  }

  @Override
  public String summary() {
    return verb.about();
  }

  @Override
  public List<Option> options() {
    return verb.options();
  }

  @Override
  public List<Word> words() {
    return verb.arguments().stream().map(RemoteCommand::loud).toList();
  }

  @Override
  public Optional<Word> rest() {
    return verb.rest().map(RemoteCommand::loud);
  }

  /** As words show in the help of our own commands. */
  private static Word loud(Word word) {
    return new Word(word.name().toUpperCase(Locale.ROOT), word.about(), word.required());
  }

  @Override
  public int run(Args args, Session session) throws BadArgs, Trouble {
    Call call = Call.of(prefix, verb, args, session.shell().here());
    checkSize(call);
    try {
      return verb.show().stream() ? stream(call, session) : answer(call, session);
    } catch (Trouble.Passing e) {
      boolean lost = e.kind() == Trouble.Passing.Kind.BROKEN && !verb.method().equals("GET");
      throw lost ? new Trouble(e.getMessage() + "; it may have been done, or not") : e;
    }
  }

  /** A master would hang up before it could say so. */
  private static void checkSize(Call call) throws Trouble {
    int size = call.body().map(body -> body.getBytes(StandardCharsets.UTF_8).length).orElse(0);
    if (size > LIMIT) {
      throw new Trouble(
          "all that is given makes " + size + " bytes, at most " + LIMIT + " are sent");
    }
  }

  private int answer(Call call, Session session) throws Trouble {
    Reply reply = session.client().call(call.method(), call.target(), call.body(), PATIENCE);
    if (reply.body().length == 0) {
      return 0;
    }
    Node answer = reply.json();
    PrintStream out = session.shell().out();
    if (session.json()) {
      out.println(reply.text());
    } else {
      String now = answer.some("time").orElseGet(() -> Instant.now().toString());
      Formats formats = new Formats(now, ZoneId.systemDefault());
      Shown.lines(verb.show(), answer, formats, session.shell().width()).forEach(out::println);
    }
    return status(answer);
  }

  /** What the framework says; a status that no program can have is a failure. */
  private int status(Node answer) {
    String key = verb.show().exit();
    long status = key.isEmpty() || answer.get(key).isNull() ? 0 : answer.number(key, 1);
    return status < 0 || status > 255 ? failure() : (int) status;
  }

  private int stream(Call call, Session session) throws Trouble {
    PrintStream out = session.shell().out();
    try (Stream stream =
        session.client().open(call.method(), call.target(), call.body(), FOREVER)) {
      byte[] buffer = new byte[BUFFER];
      for (int count = read(stream, buffer); count >= 0; count = read(stream, buffer)) {
        out.write(buffer, 0, count);
        out.flush();
        if (out.checkError()) {
          return failure();
        }
      }
      return 0;
    }
  }

  private static int read(Stream stream, byte[] buffer) throws Trouble {
    try {
      return stream.in().read(buffer);
    } catch (IOException e) {
      throw new Trouble("the answer broke off: " + e.getMessage() + "; what came is shown above");
    }
  }
}
