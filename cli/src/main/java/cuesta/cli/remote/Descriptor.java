package cuesta.cli.remote;

import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commands of one framework.
 *
 * @param prefix what follows {@code cuesta}, and where the framework is called
 * @param about what the framework is for
 * @param commands in the order of the help
 */
public record Descriptor(String prefix, String about, List<Verb> commands) {
  /** Copies the commands. */
  public Descriptor {
    commands = List.copyOf(commands);
  }

  /** Reads what the framework says of itself. */
  static Descriptor of(String prefix, Node answer) throws Trouble {
    List<Verb> commands = new ArrayList<>();
    for (Node command : answer.items("commands")) {
      commands.add(Verb.of(prefix, command));
    }
    if (commands.isEmpty()) {
      throw senseless(prefix, "it names no commands");
    }
    return new Descriptor(prefix, answer.text("about"), commands);
  }

  /** What is said of a framework whose description cannot be used. */
  static Trouble senseless(String prefix, String why) {
    return new Trouble(
        "what the framework '" + prefix + "' says of its commands makes no sense: " + why);
  }

  /** The command of a name. */
  public Optional<Verb> command(String name) {
    return commands.stream().filter(command -> command.name().equals(name)).findFirst();
  }
}
