package cuesta.itests;

import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.Check;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.Filter;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.FrameworkPlugin;
import cuesta.api.framework.Operation;
import cuesta.api.framework.Probe;
import cuesta.api.framework.Scheduler;
import cuesta.api.framework.SchedulerSession;
import cuesta.api.framework.TaskAt;
import cuesta.api.framework.TaskInfo;
import cuesta.api.framework.UpdateView;
import cuesta.api.resources.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A framework that launches one server and has it checked: its health by HTTP, its readiness by a
 * command in its sandbox. {@link Jars#checkedServer} makes a bundle of it.
 */
public final class CheckedServer implements FrameworkPlugin {
  /** The task's id. */
  public static final TaskId TASK = new TaskId("checked-server");

  /**
   * Answers 200, and 500 once it was told to break; opens and closes itself, so that whether it is
   * ready is seen in its sandbox.
   */
  private static final String SERVER =
      """
      import http.server, os, sys
      well = True
      class Handler(http.server.BaseHTTPRequestHandler):
          def do_GET(self):
              global well
              if self.path == '/break':
                  well = False
              if self.path == '/open':
                  open('open', 'w').close()
              if self.path == '/close':
                  os.remove('open')
              self.send_response(500 if self.path == '/health' and not well else 200)
              self.end_headers()
              self.wfile.write(b'all is well' if well else b'the database is gone')
          def log_message(self, *args):
              pass
      http.server.ThreadingHTTPServer(('127.0.0.1', int(os.environ['PORT'])), Handler).serve_forever()
      """;

  @Override
  public Scheduler open(FrameworkContext context) {
    return new Launching(context.session());
  }

  /** Launches the server once in the life of the framework. */
  private static final class Launching implements Scheduler {
    private static final Resources NEED = Resources.cpusMem(100, 64_000);

    private final SchedulerSession session;
    private volatile boolean launched;

    Launching(SchedulerSession session) {
      this.session = session;
    }

    @Override
    public FrameworkInfo info() {
      return FrameworkInfo.of("checked", RoleId.DEFAULT, Duration.ofDays(1));
    }

    @Override
    public void subscribed(FrameworkId id, boolean again) {
      launched = again;
      if (again) {
        session.reconcile(List.of(TaskAt.anywhere(TASK)));
      }
    }

    @Override
    public void offers(List<? extends OfferView> offers) {
      for (OfferView offer : offers) {
        Resources ports = Resources.ranges("ports", offer.resources().ranges("ports").first(1));
        Resources all = NEED.plus(ports);
        if (launched || !offer.resources().contains(all)) {
          session.decline(List.of(offer.id()), Filter.of(Duration.ofMinutes(5)));
        } else {
          launched = true;
          session.accept(List.of(offer.id()), List.of(Operation.launch(server(all))), Filter.NONE);
        }
      }
    }

    private static TaskInfo server(Resources all) {
      return new TaskInfo(
          TASK,
          "server",
          all,
          CommandInfo.of(List.of("python3", "-c", SERVER), new TreeMap<>()),
          Duration.ofSeconds(1),
          new TreeMap<>(),
          Optional.of(check(Probe.http(0, "/health"))),
          Optional.of(
              check(Probe.command(List.of("sh", "-c", "test -e open || { echo shut; exit 4; }")))));
    }

    private static Check check(Probe probe) {
      return new Check(
          probe,
          Duration.ZERO,
          Duration.ofMillis(200),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          2);
    }

    @Override
    public void update(UpdateView update) {
      update
          .id()
          .ifPresent(id -> session.acknowledge(update.agent().orElseThrow(), update.task(), id));
    }
  }
}
