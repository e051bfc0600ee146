package cuesta.cli.remote;

import cuesta.cli.command.Session;
import cuesta.cli.http.Stream;
import cuesta.cli.http.Trouble;
import cuesta.cli.shell.Backoff;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/**
 * An answer whose bytes show as they come.
 *
 * @param call what is asked
 * @param resume the parameter that says at which byte to go on if it broke; empty if that is not
 *     possible
 */
record Streaming(Call call, String resume, Session session) {
  /** What is followed may be silent for days. */
  private static final Duration FOREVER = Duration.ZERO;

  /** How often nothing may come of an answer before it is given up, some minutes. */
  private static final int ATTEMPTS = 100;

  private static final int BUFFER = 16 << 10;

  /** The connection broke within the answer. */
  private static final class Broken extends IOException {
    private static final long serialVersionUID = 1L;

    Broken(String why) {
      super(why);
    }
  }

  int run() throws Trouble, InterruptedException {
    Backoff backoff = new Backoff(session.shell().pace());
    long[] shown = {0};
    while (true) {
      long before = shown[0];
      String why;
      try {
        return part(shown);
      } catch (Broken e) {
        why = "the answer broke off: " + e.getMessage() + "; what came is shown above";
      } catch (Trouble.Missing e) {
        if (before == 0 || !e.isFrameworkOf(call.target())) {
          throw e;
        }
        why = e.getMessage();
      } catch (Trouble.Passing e) {
        // The first one is a call like any other.
        if (before == 0 && backoff.failures() == 0) {
          throw e;
        }
        why = e.getMessage();
      }
      if (shown[0] > before) {
        backoff.succeeded();
      }
      if (resume.isEmpty() || backoff.failures() >= ATTEMPTS) {
        throw new Trouble(why);
      }
      backoff.failed();
    }
  }

  /** Shows what follows, to the end of the answer. */
  private int part(long[] shown) throws Trouble, Broken {
    PrintStream out = session.shell().out();
    String target =
        shown[0] == 0 ? call.target() : Call.with(call.target(), resume, Long.toString(shown[0]));
    try (Stream stream = session.client().open(call.method(), target, call.body(), FOREVER)) {
      long left = stream.number("Content-Length", Long.MAX_VALUE);
      byte[] buffer = new byte[BUFFER];
      for (int count = read(stream, buffer); count >= 0; count = read(stream, buffer)) {
        out.write(buffer, 0, count);
        out.flush();
        if (out.checkError()) {
          return 1;
        }
        shown[0] += count;
        left -= count;
      }
      if (left > 0 && stream.number("Content-Length", -1) >= 0) {
        throw new Broken(left + " bytes are missing");
      }
      return 0;
    }
  }

  private static int read(Stream stream, byte[] buffer) throws Broken {
    try {
      return stream.in().read(buffer);
    } catch (IOException e) {
      throw new Broken(String.valueOf(e.getMessage()));
    }
  }
}
