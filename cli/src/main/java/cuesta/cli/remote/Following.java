package cuesta.cli.remote;

import cuesta.cli.args.BadArgs;
import cuesta.cli.command.Session;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.shell.Backoff;
import cuesta.cli.shell.Live;
import cuesta.cli.text.Clean;
import java.time.Duration;
import java.util.List;

/** What happens after an answer: asked for again and again, until it says that it is over. */
final class Following {
  /** How long the server may hold a question. */
  private static final int WAIT_S = 20;

  private static final Duration PATIENCE = Duration.ofSeconds(WAIT_S + 45);

  /** What passes within some seconds, as a change of the leader does, is not worth a word. */
  private static final int SILENT_FAILURES = 7;

  private static final long SILENT_NANOS = Duration.ofSeconds(5).toNanos();

  private final FollowSpec spec;
  private final Node first;
  private final Session session;
  private final String path;
  private final String end;
  private final Live live;
  private String cursor = "";
  private boolean left;

  /**
   * Nothing has happened yet.
   *
   * @param first the answer
   */
  Following(String prefix, FollowSpec spec, Node first, Session session) throws BadArgs {
    this.spec = spec;
    this.first = first;
    this.session = session;
    path = Call.path(prefix, spec.path(), first);
    end = Call.path(prefix, spec.end(), first);
    live = new Live(session.shell());
  }

  /** Follows to the end. */
  int run() throws Trouble, InterruptedException {
    return Leaving.run(session.shell(), this::follow, this::leave);
  }

  private int follow() throws Trouble, InterruptedException {
    while (true) {
      Node page = ask(Call.with(target(), "wait", Integer.toString(WAIT_S)));
      boolean over = !page.get("exit").isNull();
      show(page, over);
      if (over) {
        if (session.json()) {
          print(ask(end));
        }
        long status = page.number("exit", 1);
        return status < 0 || status > 255 ? 1 : (int) status;
      }
      cursor = page.some("next").orElse(cursor);
    }
  }

  private String target() {
    String page = cursor.isEmpty() ? path : Call.with(path, "after", cursor);
    return live.isDrawn() && !session.json() ? Call.with(page, "live", "true") : page;
  }

  private Node ask(String target) throws Trouble, InterruptedException {
    Backoff backoff = new Backoff(session.shell().pace());
    long begin = System.nanoTime();
    boolean said = false;
    while (true) {
      try {
        Node answer = session.client().get(target, PATIENCE).json();
        if (said) {
          say("it answers again");
        }
        return answer;
      } catch (Trouble.Missing e) {
        if (!e.isFrameworkOf(target)) {
          throw e;
        }
        said = wait(e, said, backoff, begin);
      } catch (Trouble.Passing e) {
        said = wait(e, said, backoff, begin);
      }
    }
  }

  /** Waits a little; whether it was said by now that nobody answers. */
  private boolean wait(Trouble why, boolean said, Backoff backoff, long begin)
      throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("left");
    }
    backoff.failed();
    boolean late = backoff.failures() > SILENT_FAILURES || System.nanoTime() - begin > SILENT_NANOS;
    if (late && !said) {
      say(why.getMessage() + "; asking again until it answers");
    }
    return said || late;
  }

  private synchronized void show(Node page, boolean over) {
    if (!left && !session.json()) {
      live.show(texts(page.items("lines")), over ? List.of() : texts(page.items("live")));
    }
  }

  private synchronized void print(Node answer) {
    if (!left) {
      session.shell().out().println(answer);
    }
  }

  private static List<String> texts(List<Node> nodes) {
    return nodes.stream().map(Node::toString).toList();
  }

  private synchronized void say(String line) {
    if (!left) {
      erase();
      session.shell().err().println("cuesta: " + Clean.line(line));
    }
  }

  private void erase() {
    if (!session.json()) {
      live.end();
    }
  }

  private synchronized int leave(int signal) {
    erase();
    left = true;
    if (!spec.leaving().isEmpty()) {
      session.shell().err().println(Clean.line(Shown.line(spec.leaving(), first)));
    }
    return 128 + signal;
  }
}
