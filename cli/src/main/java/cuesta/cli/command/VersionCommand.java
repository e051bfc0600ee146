package cuesta.cli.command;

import cuesta.cli.args.Args;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import java.util.Optional;

/** Says which version this is, and which one leads. */
final class VersionCommand implements Command {
  @Override
  public String name() {
    return "version";
  }

  @Override
  public String summary() {
    return "shows the version of this program and of the leader";
  }

  /** Of this program. */
  static String own() {
    return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
        .orElse("unknown");
  }

  @Override
  public int run(Args args, Session session) throws Trouble {
    Optional<String> leader = leader(session);
    if (session.json()) {
      session.json(
          out -> {
            out.writeStartObject();
            out.writeStringField("version", own());
            out.writeStringField("leader", leader.orElse(null));
            out.writeEndObject();
          });
      return 0;
    }
    session.line("cuesta " + own());
    leader.ifPresent(version -> session.line("leader " + version));
    return 0;
  }

  /** A program has a version without a cluster too. */
  private static Optional<String> leader(Session session) throws Trouble {
    try {
      Node leader = session.client().get("/leader").json().get("leader");
      return leader.some("version");
    } catch (Trouble.Passing e) {
      return Optional.empty();
    }
  }
}
