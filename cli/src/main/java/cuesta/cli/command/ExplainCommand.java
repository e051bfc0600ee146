package cuesta.cli.command;

import cuesta.cli.args.Args;
import cuesta.cli.args.Word;
import cuesta.cli.http.Reply;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.text.Reasons;
import java.util.List;

/** Says why a task or framework waits. */
final class ExplainCommand implements Command {
  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String summary() {
    return "says why a task or framework waits, gets little or ended as it did";
  }

  @Override
  public List<Word> words() {
    return List.of(
        Word.of(
            "ID",
            "a task's id, or what its framework calls it (run, job); a framework's id or name"));
  }

  @Override
  public int run(Args args, Session session) throws Trouble {
    String id = args.word();
    Reply reply = session.client().get("/explain/" + TaskLookup.encoded(id));
    Node answer = reply.json();
    if (session.json()) {
      session.shell().out().println(reply.text());
      return 0;
    }
    String state = answer.some("state").map(text -> " is " + text).orElse("");
    session.line(answer.text("kind") + " " + answer.text("id") + state);
    for (Node reason : answer.items("reasons")) {
      session.line("  " + Reasons.line(reason));
    }
    if (answer.items("reasons").isEmpty()) {
      session.line("  nothing holds it up");
    }
    return 0;
  }
}
