package cuesta.cli.remote;

import cuesta.cli.args.BadArgs;
import cuesta.cli.command.Session;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.text.Clean;
import cuesta.cli.tree.WorkTree;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call for the newest commit of a branch, and again whenever that is another one.
 *
 * @param command what is called
 * @param values what was given
 */
record Watching(RemoteCommand command, Map<String, Node> values, Session session) {
  private static final Duration USUAL = Duration.ofSeconds(10);
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(s|m|h)?");

  /** Watches until somebody ends it. */
  int run(WatchSpec spec) throws BadArgs, Trouble, InterruptedException {
    WorkTree tree = WorkTree.of(RemoteCommand.directory(spec.tree(), values, session));
    Duration every = every(spec.every());
    String branch =
        Optional.ofNullable(values.get(spec.branch()))
            .map(Node::toString)
            .or(() -> present(tree))
            .orElseThrow(
                () -> new BadArgs("no branch is checked out; name one with --" + spec.branch()));
    if (tree.commit("refs/heads/" + branch).isEmpty()) {
      throw new Trouble(
          tree.root() + " has no branch '" + branch + "'; --" + spec.branch() + " names another");
    }
    return Leaving.run(session.shell(), () -> watch(spec, tree, branch, every), signal -> 0);
  }

  private static Optional<String> present(WorkTree tree) {
    try {
      return tree.branch();
    } catch (Trouble e) {
      return Optional.empty();
    }
  }

  private int watch(WatchSpec spec, WorkTree tree, String branch, Duration every)
      throws InterruptedException {
    String called = "";
    while (!Thread.currentThread().isInterrupted()) {
      String before = called;
      try {
        String newest = tree.commit("refs/heads/" + branch).orElse(called);
        if (!newest.equals(called)) {
          called = newest;
          command.once(values, Map.of(spec.tree(), new WorkTree.Ref(branch, newest)), session);
          session.shell().out().flush();
        }
      } catch (Trouble.Passing e) {
        // Nobody took the call: it is made again at the next look.
        called = before;
        say(e);
      } catch (Trouble | BadArgs e) {
        say(e);
      }
      session.shell().pace().pause(every);
    }
    return 0;
  }

  private void say(Exception e) {
    session
        .shell()
        .err()
        .println("cuesta " + command.name() + ": " + Clean.line(String.valueOf(e.getMessage())));
  }

  private Duration every(String flag) throws BadArgs {
    if (!values.containsKey(flag)) {
      return USUAL;
    }
    Matcher time = TIME.matcher(values.get(flag).toString());
    if (!time.matches() || Long.parseLong(time.group(1)) == 0) {
      throw new BadArgs("--" + flag + " '" + values.get(flag) + "' is no time; give 10s, 5m or 1h");
    }
    long count = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case null, default -> Duration.ofSeconds(count);
    };
  }
}
