package cuesta.core.master;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.core.message.FromMaster;
import cuesta.core.message.StatusUpdate;
import cuesta.engine.Effect;
import java.util.Optional;

/** What a master asks of the world, besides timers. */
public sealed interface MasterEffect extends Effect {
  /**
   * Says something to an agent.
   *
   * @param stream on which stream
   * @param message what
   */
  record SendAgent(long stream, FromMaster message) implements MasterEffect {
    @Override
    public String recipient() {
      return "agent:" + stream;
    }
  }

  /**
   * Ends an agent's stream.
   *
   * @param stream which
   * @param why the reason
   */
  record CloseStream(long stream, Reason why) implements MasterEffect {
    @Override
    public String recipient() {
      return "agent:" + stream;
    }
  }

  /**
   * Says something to a framework. After {@link FrameworkEvent.Disconnected} the session is over.
   *
   * @param session on which session
   * @param event what
   */
  record SendFramework(long session, FrameworkEvent event) implements MasterEffect {
    @Override
    public String recipient() {
      return "session:" + session;
    }
  }

  /**
   * Answers a call.
   *
   * @param session whose call, for the order among its events; 0 for an operator's
   * @param call which call
   * @param refusal why not; empty for yes
   */
  record Reply(long session, long call, Optional<Reason> refusal) implements MasterEffect {
    @Override
    public String recipient() {
      return session == 0 ? "" : "session:" + session;
    }
  }

  /**
   * Asks the allocator, with the state as it is when this is performed.
   *
   * @param cycle numbers the question
   * @param seed its chance
   */
  record Allocate(long cycle, long seed) implements MasterEffect {}

  /** Forgets what waits for durability: the leadership it belongs to is over. */
  record Abandon() implements MasterEffect {}

  /**
   * Tells the world that this master leads.
   *
   * @param term its term
   * @param masterId its master id
   */
  record Announce(long term, String masterId) implements MasterEffect {}

  /**
   * Tells watchers of a task's transition.
   *
   * @param framework whose task
   * @param update the transition
   */
  record Tell(FrameworkId framework, StatusUpdate update) implements MasterEffect {
    @Override
    public String recipient() {
      return "watchers";
    }
  }
}
