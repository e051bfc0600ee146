package cuesta.launcher.posix;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Turns the name of a user into ids, by the system's own sources (files, LDAP …). */
final class Users {
  /** A user made or changed meanwhile is seen after this; looking up starts a program. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private record Known(Identity identity, long at) {}

  private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();
  private final Tools tools;
  private final String self = System.getProperty("user.name");

  Users(Tools tools) {
    this.tools = tools;
  }

  /** Whom to become; empty if the process is that user already. */
  Optional<Identity> become(String user) throws IOException, InterruptedException {
    if (user.equals(self)) {
      return Optional.empty();
    }
    if (!"root".equals(self)) {
      throw refused(
          Reasons.FORBIDDEN,
          user,
          "the agent runs as " + self + " and cannot become another user",
          "run the task as " + self + ", or the agent as root");
    }
    if (!tools.canSwitchUser()) {
      throw refused(
          Reasons.FORBIDDEN, user, "setpriv is not on this machine", "install util-linux");
    }
    Known found = known.get(user);
    if (found == null || System.nanoTime() - found.at() > FRESH.toNanos()) {
      found = new Known(lookUp(user), System.nanoTime());
      known.put(user, found);
    }
    return Optional.of(found.identity());
  }

  private static Identity lookUp(String user) throws IOException, InterruptedException {
    Optional<String> line = Optional.empty();
    if (!user.isEmpty() && user.indexOf('\0') < 0) {
      line = Run.output(List.of("getent", "passwd", "--", user));
    }
    String[] fields = line.orElse("").strip().split(":");
    if (fields.length < 4) {
      throw refused(
          Reasons.USER_UNKNOWN,
          user,
          "this agent's machine knows no such user",
          "create the user there, or name another in the task");
    }
    return new Identity(fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
  }

  private static Refused refused(String code, String user, String detail, String hint) {
    return new Refused(Reason.of(code, user, detail, hint));
  }
}
