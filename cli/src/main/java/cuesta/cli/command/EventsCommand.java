package cuesta.cli.command;

import cuesta.cli.args.Args;
import cuesta.cli.args.Option;
import cuesta.cli.http.Reply;
import cuesta.cli.http.Stream;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.shell.Backoff;
import cuesta.cli.text.Reasons;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Shows what happened, and what happens. */
final class EventsCommand implements Command {
  /** The server sends an empty line every 15 s. */
  private static final Duration SILENCE = Duration.ofSeconds(45);

  @Override
  public String name() {
    return "events";
  }

  @Override
  public String summary() {
    return "lists what happened in the cluster; with -f as it happens";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.flag("go on as things happen", "-f", "--follow"),
        Option.value("N", "only events after number N", "--after"));
  }

  @Override
  public int run(Args args, Session session) throws Trouble, InterruptedException {
    long after = number(args.text("--after").orElse("0"));
    if (args.flag("--follow")) {
      return follow(session, after);
    }
    Reply reply = session.client().get("/events?after=" + after);
    Node events = reply.json();
    if (session.json()) {
      session.shell().out().println(reply.text());
    } else {
      events.items("events").forEach(event -> show(session, event));
    }
    return 0;
  }

  private static long number(String text) throws Trouble {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a negative number.
    }
    throw new Trouble("--after must be the number of an event, not '" + text + "'");
  }

  /** Until the user has seen enough; through changes of the leader. */
  private static int follow(Session session, long after) throws Trouble, InterruptedException {
    Backoff backoff = new Backoff(session.shell().pace());
    long last = after;
    boolean answered = false;
    while (!session.shell().out().checkError()) {
      String path = "/events?follow=true&after=" + last;
      try (Stream stream = session.client().open(path, SILENCE)) {
        answered = true;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream.in(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          last = line.isBlank() ? last : event(session, line);
          backoff.succeeded();
          if (session.shell().out().checkError()) {
            return 0;
          }
        }
        backoff.failed();
      } catch (Trouble.Passing e) {
        if (!answered && e.kind() == Trouble.Passing.Kind.NOBODY) {
          throw e;
        }
        backoff.failed();
      } catch (IOException e) {
        backoff.failed();
      }
    }
    return 0;
  }

  private static long event(Session session, String line) throws Trouble {
    try {
      Node event = Node.parse(line.getBytes(StandardCharsets.UTF_8));
      long number = event.number("number", -1);
      if (number < 0) {
        throw new IOException("an event without a number");
      }
      if (session.json()) {
        session.shell().out().println(line);
      } else {
        show(session, event);
      }
      return number;
    } catch (IOException e) {
      throw new Trouble("the master sent an event that makes no sense: " + e.getMessage());
    }
  }

  private static void show(Session session, Node event) {
    StringBuilder line = new StringBuilder();
    line.append(event.text("number")).append("  ").append(event.text("time"));
    line.append("  ").append(event.text("kind")).append("  ").append(event.text("subject"));
    event.some("detail").ifPresent(detail -> line.append("  ").append(detail));
    if (!event.get("reason").isNull()) {
      line.append("  ").append(Reasons.line(event.get("reason")));
    }
    session.line(line.toString());
  }
}
