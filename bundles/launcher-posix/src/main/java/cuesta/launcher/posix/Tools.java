package cuesta.launcher.posix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The programs of the system that a launch needs, by absolute path: the task's own PATH has no say
 * in them.
 *
 * @param dash the small shell for the resident launcher, if it is there
 * @param mkfifo if it is there
 * @param setsid if it is there
 * @param setpriv if it is there
 * @param env always there
 * @param resetsSignals whether {@code env} can give the command default signal handling
 * @param noNewPrivileges whether a command of another user is barred from gaining privileges
 */
record Tools(
    Optional<Path> dash,
    Optional<Path> mkfifo,
    Optional<Path> setsid,
    Optional<Path> setpriv,
    Path env,
    boolean resetsSignals,
    boolean noNewPrivileges) {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/sbin"), Path.of("/sbin"));
  private static final String RESET = "--default-signal=INT,QUIT,HUP";

  static Tools find(boolean noNewPrivileges) throws IOException, InterruptedException {
    Path env = find("env").orElseThrow(() -> new IOException("no program 'env' in " + PLACES));
    boolean resets = Run.status(List.of(env.toString(), RESET, "/bin/sh", "-c", ":")) == 0;
    return new Tools(
        find("dash"),
        find("mkfifo"),
        find("setsid"),
        find("setpriv"),
        env,
        resets,
        noNewPrivileges);
  }

  private static Optional<Path> find(String name) {
    return PLACES.stream()
        .map(place -> place.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Tools withoutDash() {
    return new Tools(
        Optional.empty(), mkfifo, setsid, setpriv, env, resetsSignals, noNewPrivileges);
  }

  /** Whether one resident shell can start all; otherwise each container starts its own. */
  boolean canReside() {
    return dash.isPresent() && mkfifo.isPresent() && setsid.isPresent();
  }

  boolean canSwitchUser() {
    return setpriv.isPresent();
  }

  List<String> session() {
    return setsid.map(path -> List.of(path.toString())).orElse(List.of());
  }

  List<String> become(Identity user) {
    List<String> argv = new ArrayList<>();
    argv.add(setpriv.orElseThrow().toString());
    argv.add("--reuid=" + user.uid());
    argv.add("--regid=" + user.gid());
    argv.add("--init-groups");
    argv.add("--inh-caps=-all");
    if (noNewPrivileges) {
      argv.add("--no-new-privs");
    }
    return argv;
  }

  /**
   * Exactly the variables that follow. Also undoes what a shell does to its background jobs: they
   * ignore SIGINT and SIGQUIT, and the task would too.
   */
  List<String> cleanEnvironment() {
    return resetsSignals ? List.of(env.toString(), "-i", RESET) : List.of(env.toString(), "-i");
  }
}
