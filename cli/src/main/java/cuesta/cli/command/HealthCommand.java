package cuesta.cli.command;

import cuesta.cli.args.Args;
import cuesta.cli.http.Reply;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.text.Reasons;

/** Says whether all is well: status 0 if somebody leads and nothing is wrong. */
final class HealthCommand implements Command {
  @Override
  public String name() {
    return "health";
  }

  @Override
  public String summary() {
    return "says who leads and what is wrong; status 0 if nothing is";
  }

  @Override
  public int run(Args args, Session session) throws Trouble {
    Reply reply = session.client().get("/health");
    Node health = reply.json();
    Node leader = health.get("leader");
    if (session.json()) {
      session.shell().out().println(reply.text());
    } else {
      session.line(
          leader.isNull()
              ? "nobody leads"
              : "the leader is "
                  + leader.text("url")
                  + ", term "
                  + health.text("term")
                  + (health.flag("leading") ? " (the master asked)" : ""));
      Node lost = health.get("lost");
      if (!lost.isNull()) {
        session.line("the master asked led before: " + Reasons.line(lost));
      }
      health.items("reasons").forEach(reason -> session.line(Reasons.line(reason)));
    }
    return leader.isNull() || !health.items("reasons").isEmpty() ? 1 : 0;
  }
}
