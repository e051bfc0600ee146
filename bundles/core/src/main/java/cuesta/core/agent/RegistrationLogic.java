package cuesta.core.agent;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.core.message.FromMaster;
import cuesta.core.message.TaskReport;
import cuesta.core.message.ToAgent;
import cuesta.core.message.ToMaster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom the agent obeys: the leader of the highest term it has heard, on the one stream that is
 * open, under the registration that answered its own nonce. The older stream is closed before the
 * agent says what it has, so that nothing it does not know can still be launched on it.
 */
final class RegistrationLogic {
  private RegistrationLogic() {}

  static void opened(Turn turn, long stream) {
    if (turn.state().link().stream() == stream) {
      return;
    }
    turn.closeStream(
        Reason.of(Reasons.SESSION_OVER, "", "the agent opened stream " + stream + " instead"));
    turn.become(turn.state().with(new Link(stream, 0, 0)));
    register(turn);
  }

  static void broken(Turn turn, long stream) {
    if (turn.state().link().stream() == stream) {
      turn.become(turn.state().with(Link.NONE));
    }
  }

  /** Introduces the agent, if there is a stream and all it has is taken up again. */
  static void register(Turn turn) {
    AgentState s = turn.state();
    if (s.link().stream() == 0 || s.link().nonce() != 0 || !s.slots().begun()) {
      return;
    }
    long nonce = turn.tick().random().next() | 1; // 0 says that nothing was said
    turn.become(s.with(new Link(s.link().stream(), nonce, 0)));
    List<TaskReport> tasks = new ArrayList<>();
    for (ContainerEntry container : s.checkpoint().containers()) {
      for (TaskEntry task : container.tasks().values()) {
        tasks.add(new TaskReport(task.launch(), task.reported(), task.state()));
      }
    }
    turn.emit(
        new AgentEffect.Send(
            s.link().stream(),
            new ToMaster.Register(nonce, s.checkpoint().id(), s.config().info(), tasks)));
  }

  static void said(Turn turn, long stream, FromMaster message) {
    Link link = turn.state().link();
    if (stream != link.stream()) {
      turn.count(Counts.OTHER_STREAM);
    } else if (message.term() < turn.checkpoint().term()) {
      turn.count(Counts.LOWER_TERM);
    } else if (!link.isRegistered()) {
      answered(turn, message);
    } else if (message.term() != turn.checkpoint().term()
        || message.registration() != link.registration()) {
      turn.count(Counts.OTHER_REGISTRATION);
    } else {
      obey(turn, message.body());
    }
  }

  private static void answered(Turn turn, FromMaster message) {
    Link link = turn.state().link();
    switch (message.body()) {
      case ToAgent.Registered m when link.nonce() != 0 && m.nonce() == link.nonce() ->
          registered(turn, message, m);
      case ToAgent.Refuse m when link.nonce() != 0 && m.nonce() == link.nonce() ->
          refused(turn, message.term(), m);
      default -> turn.count(Counts.OTHER_REGISTRATION);
    }
  }

  private static void registered(Turn turn, FromMaster message, ToAgent.Registered welcome) {
    if (message.registration() == 0) {
      throw new IllegalArgumentException("a registration has the number 0");
    }
    seeTerm(turn, message.term());
    if (!turn.checkpoint().id().equals(Optional.of(welcome.id()))) {
      turn.record(new AgentChange.AgentIdAssigned(welcome.id()));
    }
    Link link = turn.state().link();
    turn.become(turn.state().with(new Link(link.stream(), link.nonce(), message.registration())));
    UpdateLogic.resendAll(turn);
  }

  private static void seeTerm(Turn turn, long term) {
    if (term > turn.checkpoint().term()) {
      turn.record(new AgentChange.TermSeen(term));
    }
  }

  /** Tried again on the next stream; if refused for good, as somebody whom no master knows. */
  private static void refused(Turn turn, long term, ToAgent.Refuse refusal) {
    seeTerm(turn, term);
    if (refusal.forGood()) {
      List<FrameworkId> all = new ArrayList<>();
      turn.checkpoint().frameworks().keys().forEach(all::add);
      all.forEach(framework -> KillLogic.forget(turn, framework));
      if (turn.checkpoint().id().isPresent()) {
        turn.record(new AgentChange.AgentIdForgotten());
      }
      KillLogic.orphans(turn);
      turn.emit(new AgentEffect.StartedAfresh(refusal.why()));
    }
    turn.closeStream(refusal.why());
  }

  private static void obey(Turn turn, ToAgent body) {
    switch (body) {
      case ToAgent.LaunchTask m -> LaunchLogic.launch(turn, m.launch());
      case ToAgent.KillTask m -> KillLogic.kill(turn, m);
      case ToAgent.Acknowledge m -> UpdateLogic.acknowledge(turn, m);
      case ToAgent.Shutdown m -> KillLogic.shutdown(turn, m.framework());
      case ToAgent.Registered m -> {
        // Said twice; the first one counted.
      }
      case ToAgent.Refuse m -> turn.closeStream(m.why());
    }
  }
}
