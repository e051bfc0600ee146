package cuesta.cli.remote;

import cuesta.cli.args.Args;
import cuesta.cli.args.BadArgs;
import cuesta.cli.args.Option;
import cuesta.cli.args.Word;
import cuesta.cli.command.Command;
import cuesta.cli.command.Session;
import cuesta.cli.http.Reply;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.tree.Sending;
import cuesta.cli.tree.WorkTree;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** What a framework's endpoint takes. */
  private static final int LIMIT = 16 << 20;

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
  public int run(Args args, Session session) throws BadArgs, Trouble, InterruptedException {
    Map<String, Node> values = Values.of(verb, args, session.shell().here());
    return verb.watch().isPresent()
        ? new Watching(this, values, session).run(verb.watch().get())
        : once(values, Map.of(), session);
  }

  /**
   * Calls.
   *
   * @param values what was given
   * @param refs which commits of trees are sent instead of what the line says
   */
  int once(Map<String, Node> values, Map<String, WorkTree.Ref> refs, Session session)
      throws BadArgs, Trouble, InterruptedException {
    Map<String, Node> sent = new LinkedHashMap<>(values);
    for (TreeSpec tree : verb.trees()) {
      sent.put(tree.name(), tree(tree, values, refs, session));
    }
    sent.keySet().removeAll(verb.locals());
    Call call = Call.of(prefix, verb, sent);
    checkSize(call);
    Show show = verb.show();
    try {
      if (!show.unpack().isEmpty()) {
        return new Unpacking(call, session).into(directory(show.unpack(), values, session));
      }
      return show.stream()
          ? new Streaming(call, show.resume(), session).run()
          : answer(call, values, session);
    } catch (Trouble.Passing e) {
      boolean lost = e.kind() == Trouble.Passing.Kind.BROKEN && !verb.method().equals("GET");
      throw lost ? new Trouble(e.getMessage() + "; it may have been done, or not") : e;
    }
  }

  private static Node tree(
      TreeSpec spec, Map<String, Node> values, Map<String, WorkTree.Ref> refs, Session session)
      throws Trouble, InterruptedException {
    WorkTree tree = WorkTree.of(directory(spec.name(), values, session));
    Optional<WorkTree.Ref> ref = Optional.ofNullable(refs.get(spec.name()));
    if (ref.isEmpty() && values.containsKey(spec.ref())) {
      ref = Optional.of(tree.ref(values.get(spec.ref()).toString()));
    }
    return new Sending(session.client(), session.shell())
        .send(tree, values.containsKey(spec.untracked()), ref);
  }

  /** The directory that is named, else the present one. */
  static Path directory(String name, Map<String, Node> values, Session session) {
    String given = values.getOrDefault(name, new Node(".")).toString();
    return session.shell().here().resolve(given).normalize();
  }

  /** A master would hang up before it could say so. */
  private static void checkSize(Call call) throws Trouble {
    int size = call.body().map(body -> body.getBytes(StandardCharsets.UTF_8).length).orElse(0);
    if (size > LIMIT) {
      throw new Trouble(
          "all that is given makes " + size + " bytes, at most " + LIMIT + " are sent");
    }
  }

  private int answer(Call call, Map<String, Node> values, Session session)
      throws BadArgs, Trouble, InterruptedException {
    Reply reply = session.client().call(call.method(), call.target(), call.body(), PATIENCE);
    if (reply.body().length == 0) {
      return 0;
    }
    Node answer = reply.json();
    Optional<FollowSpec> follow =
        verb.show().follow().filter(spec -> !values.containsKey(spec.unless()));
    PrintStream out = session.shell().out();
    if (session.json()) {
      if (follow.isEmpty()) {
        out.println(reply.text());
      }
    } else {
      show(answer, session).forEach(out::println);
    }
    return follow.isPresent()
        ? new Following(prefix, follow.get(), answer, session).run()
        : status(answer);
  }

  private List<String> show(Node answer, Session session) {
    String now = answer.some("time").orElseGet(() -> Instant.now().toString());
    Formats formats = new Formats(now, ZoneId.systemDefault());
    return Shown.lines(verb.show(), answer, formats, session.shell().width());
  }

  /** What the framework says; a status that no program can have is a failure. */
  private int status(Node answer) {
    String key = verb.show().exit();
    long status = key.isEmpty() || answer.get(key).isNull() ? 0 : answer.number(key, 1);
    return status < 0 || status > 255 ? failure() : (int) status;
  }
}
