package cuesta.cli.remote;

import cuesta.archive.Counted;
import cuesta.archive.Entry;
import cuesta.archive.Limits;
import cuesta.archive.Tree;
import cuesta.archive.Unpacker;
import cuesta.cli.command.Session;
import cuesta.cli.http.Stream;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.text.Clean;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer that is an archive.
 *
 * @param call what is asked
 */
record Unpacking(Call call, Session session) {
  private static final Duration PATIENCE = Duration.ofSeconds(65);

  /** Unpacks it, and lists what was in it. */
  int into(Path directory) throws Trouble {
    List<String> names = new ArrayList<>();
    Counted counted;
    try (Stream stream =
        session.client().open(call.method(), call.target(), call.body(), PATIENCE)) {
      counted =
          new Unpacker(Limits.DEFAULT)
              .unpack(stream.in(), Tree.at(directory), entry -> unpacked(entry, names));
    } catch (IOException e) {
      throw new Trouble("the answer cannot be unpacked into " + directory + ": " + e.getMessage());
    }
    if (session.json()) {
      Map<String, Node> said = new LinkedHashMap<>();
      said.put("into", new Node(directory.toString()));
      said.put("bytes", new Node(BigDecimal.valueOf(counted.bytes())));
      said.put("files", new Node(names.stream().map(Node::new).toList()));
      session.shell().out().println(new Node(said));
    }
    return 0;
  }

  private void unpacked(Entry entry, List<String> names) {
    if (entry.kind() != Entry.Kind.DIRECTORY) {
      names.add(entry.name());
      if (!session.json()) {
        session.shell().out().println(Clean.line(shown(entry)));
      }
    }
  }

  /** Links may lead anywhere: whoever unpacks them sees where. */
  private static String shown(Entry entry) {
    return entry.kind() == Entry.Kind.LINK ? entry.name() + " -> " + entry.target() : entry.name();
  }
}
