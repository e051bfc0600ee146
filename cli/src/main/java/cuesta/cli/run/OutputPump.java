package cuesta.cli.run;

import cuesta.cli.http.Client;
import cuesta.cli.http.Stream;
import cuesta.cli.http.Trouble;
import cuesta.cli.shell.Backoff;
import cuesta.cli.shell.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Copies one output file of a container to a stream of ours, each byte once, through broken
 * connections and rotation. Its own thread.
 */
public final class OutputPump {
  /** A stream that is silent for so long is asked for again: its machine may be gone. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** How often an agent is asked for what is left of a run that has ended: some 15 s. */
  private static final int ATTEMPTS = 12;

  private static final int BUFFER = 16 << 10;

  /** How it ended. */
  public enum End {
    /** All was copied. */
    COMPLETE,
    /** The agent does not give the rest. */
    INCOMPLETE,
    /** Nobody reads our output any more. */
    CLOSED
  }

  private final Client client;
  private final String door;
  private final String path;
  private final PrintStream to;
  private final BooleanSupplier ended;
  private final Backoff backoff;
  private long offset;

  /**
   * A pump.
   *
   * @param door the agent's URL
   * @param file the file below it
   * @param to where its bytes go
   * @param ended whether the container has ended, as the master says
   */
  public OutputPump(
      Client client, String door, String file, PrintStream to, BooleanSupplier ended, Pace pace) {
    this.client = client;
    this.door = door;
    path = URLEncoder.encode(file, StandardCharsets.UTF_8);
    this.to = to;
    this.ended = ended;
    backoff = new Backoff(pace);
  }

  /** Copies until there is no more. */
  public End run() throws InterruptedException {
    while (true) {
      boolean over = ended.getAsBoolean();
      try {
        copy();
        if (to.checkError()) {
          return End.CLOSED;
        }
        if (complete()) {
          return End.COMPLETE;
        }
      } catch (Trouble.Missing e) {
        if (over) {
          // It ended before it had an output, or its sandbox was removed since.
          return offset == 0 ? End.COMPLETE : End.INCOMPLETE;
        }
        backoff.failed();
      } catch (IOException | Trouble e) {
        if (to.checkError()) {
          return End.CLOSED;
        }
        if (over && backoff.failures() >= ATTEMPTS) {
          return End.INCOMPLETE;
        }
        backoff.failed();
      }
    }
  }

  private void copy() throws IOException, Trouble {
    String url = door + "/files/follow?path=" + path + "&offset=" + offset;
    try (Stream stream = client.openAt(url, SILENCE)) {
      offset = stream.number("X-Offset", offset);
      byte[] buffer = new byte[BUFFER];
      InputStream in = stream.in();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        backoff.succeeded();
        to.write(buffer, 0, count);
        to.flush();
        offset += count;
        if (to.checkError()) {
          return;
        }
      }
    }
  }

  /** A stream that ends may have been cut; the agent knows whether all was sent. */
  private boolean complete() throws IOException, Trouble, InterruptedException {
    String url = door + "/files/read?path=" + path + "&offset=" + offset + "&length=0";
    try (Stream stream = client.openAt(url, SILENCE)) {
      boolean all = stream.flag("X-Complete") && stream.number("X-Length", offset) <= offset;
      stream.drain();
      if (!all) {
        backoff.failed();
      }
      return all;
    }
  }
}
