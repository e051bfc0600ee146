package cuesta.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.cli.http.Address;
import cuesta.cli.http.Client;
import cuesta.cli.http.Key;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.shell.Shell;
import cuesta.cli.text.Clean;
import cuesta.cli.text.Table;
import java.util.Optional;

/**
 * What every command has at hand.
 *
 * @param shell what surrounds it
 * @param client calls the master
 * @param json whether a program reads the output
 */
public record Session(Shell shell, Client client, boolean json) {
  /** A session of the common options. */
  public static Session of(
      Shell shell, Optional<String> master, Optional<String> keyFile, boolean json) throws Trouble {
    return new Session(
        shell,
        new Client(
            Address.find(master, shell.env()),
            Key.find(keyFile, shell.env(), shell.home(), shell.here())),
        json);
  }

  /** The same master, as people or a program want the answer. */
  public Session with(boolean forProgram) {
    return new Session(shell, client, forProgram);
  }

  /** A line of output. */
  void line(String text) {
    shell.out().println(Clean.line(text));
  }

  /** A table. */
  void table(Table table) {
    table.lines(shell.width()).forEach(shell.out()::println);
  }

  /** A JSON text for programs. */
  void json(Node.Text text) {
    shell.out().println(Node.text(text));
  }

  /** An empty object, as the body of a call. */
  static void empty(JsonGenerator out) throws java.io.IOException {
    out.writeStartObject();
    out.writeEndObject();
  }
}
