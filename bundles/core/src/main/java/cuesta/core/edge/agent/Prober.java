package cuesta.core.edge.agent;

import cuesta.api.framework.Probe;
import cuesta.core.agent.AgentEffect;
import cuesta.core.agent.AgentEvent;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries checks of tasks, each try on a thread of its own that lives as long as the try does. A
 * running container has two at most.
 */
final class Prober implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

  private final ExecutorService sockets =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("check-", 0).factory());

  /** Not virtual: whoever starts a process and reads its output would hold a carrier. */
  private final ExecutorService commands =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("check-command-", 0).factory());

  private final LauncherCalls launcher;
  private final Inbox<AgentEvent> answers;

  Prober(LauncherCalls launcher, Inbox<AgentEvent> answers) {
    this.launcher = launcher;
    this.answers = answers;
  }

  /** Never blocks. Answered always, whatever breaks, but for a stop. */
  void probe(AgentEffect.Probe what) {
    boolean command = what.look().type().equals(Probe.COMMAND);
    (command ? commands : sockets).execute(() -> answer(what));
  }

  private void answer(AgentEffect.Probe what) {
    Found found;
    try {
      found = look(what);
    } catch (InterruptedException e) {
      return; // a stop
    } catch (RuntimeException broken) {
      if (sockets.isShutdown()) {
        return;
      }
      LOG.error("container={} check={} broke", what.container(), what.kind(), broken);
      found = Found.unknown(broken.toString());
    }
    if (found.outcome() == AgentEvent.Outcome.UNKNOWN) {
      LOG.warn(
          "container={} check={} could not be tried: {}",
          what.container(),
          what.kind(),
          found.detail());
    }
    answers.offer(
        new AgentEvent.Probed(
            what.container(), what.kind(), what.attempt(), found.outcome(), found.detail()));
  }

  private Found look(AgentEffect.Probe what) throws InterruptedException {
    Probe look = what.look();
    return switch (look.type()) {
      case Probe.HTTP -> HttpLook.look(sockets, look.port(), look.path(), what.timeout());
      case Probe.TCP -> TcpLook.look(look.port(), what.timeout());
      default ->
          CommandLook.look(launcher, what.plan().orElseThrow(), look.command(), what.timeout());
    };
  }

  /** What is under way is cut off; nobody hears of it any more. */
  @Override
  public void close() {
    sockets.shutdownNow();
    commands.shutdownNow();
  }
}
