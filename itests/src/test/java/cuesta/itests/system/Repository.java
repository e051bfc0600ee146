package cuesta.itests.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A git repository as a user has one. */
record Repository(Path dir) {
  static Repository init(Path dir) throws Exception {
    Repository made = new Repository(Files.createDirectories(dir));
    made.git("init", "-q", "-b", "main");
    return made;
  }

  Repository write(String file, String text) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    return this;
  }

  /** Commits all there is; gives the commit. */
  String commit(String message) throws Exception {
    git("add", "-A");
    git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", message);
    return git("rev-parse", "HEAD").strip();
  }

  private String git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", dir.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + out);
    }
    return out;
  }

  @Override
  public String toString() {
    return dir.toString();
  }
}
