package cuesta.cli.command;

import cuesta.cli.args.Args;
import cuesta.cli.http.Reply;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.text.Table;
import java.util.function.Function;

/**
 * Shows one of the master's lists.
 *
 * @param name its path, and the member that holds it
 * @param summary for help
 * @param heading of the table
 * @param cells of one row
 */
record ListCommand(String name, String summary, String[] heading, Function<Node, String[]> cells)
    implements Command {
  @Override
  public int run(Args args, Session session) throws Trouble {
    Reply reply = session.client().get("/" + name);
    Node list = reply.json();
    if (session.json()) {
      session.shell().out().println(reply.text());
      return 0;
    }
    Table table = new Table(heading);
    list.items(name).forEach(item -> table.row(cells.apply(item)));
    session.table(table);
    return 0;
  }
}
