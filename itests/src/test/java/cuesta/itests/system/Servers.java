package cuesta.itests.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Servers of different kinds, those that this machine can run.
 *
 * @param name a name for an application
 * @param command what serves at {@code $PORT}
 */
record Servers(String name, List<String> command) {
  private static final String NODE =
      "require('http').createServer((q, a) => a.end('node')).listen(process.env.PORT)";

  /** As small as a server can be; the compiler makes a file of it that needs no library. */
  private static final String C =
      """
      #include <netinet/in.h>
      #include <stdlib.h>
      #include <sys/socket.h>
      #include <unistd.h>
      static const char a[] = "HTTP/1.0 200 OK\\r\\nContent-Length: 1\\r\\n\\r\\nC";
      int main(void) {
        struct sockaddr_in at = {AF_INET, htons(atoi(getenv("PORT"))), {htonl(INADDR_LOOPBACK)}};
        int one = 1, s = socket(AF_INET, SOCK_STREAM, 0);
        setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        if (bind(s, (struct sockaddr *)&at, sizeof at) || listen(s, 64)) return 1;
        for (;;) {
          int c = accept(s, 0, 0);
          char q[4096];
          if (read(c, q, sizeof q) > 0) write(c, a, sizeof a - 1);
          close(c);
        }
      }
      """;

  /** Says on standard output which ones are missing. */
  static List<Servers> available(Path dir) throws IOException, InterruptedException {
    List<Servers> all = new ArrayList<>();
    all.add(new Servers("java", Greeter.command("v1")));
    if (there("python3")) {
      all.add(new Servers("python", List.of("sh", "-c", "exec python3 -m http.server $PORT")));
    }
    if (there("node")) {
      all.add(new Servers("node", List.of("node", "-e", NODE)));
    }
    if (there("cc")) {
      all.add(new Servers("static", List.of(compiled(dir).toString())));
    }
    return all;
  }

  private static boolean there(String program) throws IOException, InterruptedException {
    boolean there = has(program);
    if (!there) {
      System.out.println("left out: there is no " + program);
    }
    return there;
  }

  static boolean has(String program) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
  }

  private static Path compiled(Path dir) throws IOException, InterruptedException {
    Path source = Files.writeString(dir.resolve("server.c"), C);
    Path binary = dir.resolve("server");
    List<String> cc = List.of("cc", "-static", "-o", binary.toString(), source.toString());
    Process compiler = new ProcessBuilder(cc).inheritIO().start();
    if (compiler.waitFor() != 0) {
      throw new AssertionError(cc + " ended with " + compiler.exitValue());
    }
    return binary;
  }
}
