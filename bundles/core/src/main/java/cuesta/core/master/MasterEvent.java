package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.allocator.Proposal;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.front.OperatorCall;
import cuesta.core.message.TaskKey;
import cuesta.core.message.ToMaster;
import java.util.List;
import java.util.Optional;

/**
 * All that can happen to a master. A new kind does not compile until {@link MasterEngine} handles
 * it.
 */
public sealed interface MasterEvent {
  /**
   * This master was elected, and its journal is loaded and claimed.
   *
   * @param term its term
   * @param stored what was written, in order
   */
  record Elected(long term, List<RegistryChange> stored) implements MasterEvent {
    /** Copies the list. */
    public Elected {
      stored = List.copyOf(stored);
    }
  }

  /**
   * The take-over is durable.
   *
   * @param term its term
   */
  record Began(long term) implements MasterEvent {}

  /**
   * This master does not lead any more, or was fenced.
   *
   * @param why the reason
   */
  record LeadershipLost(Reason why) implements MasterEvent {}

  /**
   * An agent said something.
   *
   * @param stream on which stream
   * @param message what
   */
  record AgentSaid(long stream, ToMaster message) implements MasterEvent {}

  /**
   * An agent's stream broke, or was silent for too long.
   *
   * @param stream which
   */
  record AgentStreamBroken(long stream) implements MasterEvent {}

  /**
   * An agent's admission is durable.
   *
   * @param agent which
   * @param registration of which registration
   * @param nonce of which message
   * @param frameworks whose tasks it runs; some of them may be over
   * @param doubles tasks that it runs and that are on the books of another agent
   */
  record AgentAdmissionDurable(
      AgentId agent,
      long registration,
      long nonce,
      List<FrameworkId> frameworks,
      List<TaskKey> doubles)
      implements MasterEvent {
    /** Copies the lists. */
    public AgentAdmissionDurable {
      frameworks = List.copyOf(frameworks);
      doubles = List.copyOf(doubles);
    }
  }

  /**
   * An agent did not come back in time.
   *
   * @param agent which
   * @param registration its last registration when the timer was armed
   */
  record AgentTimedOut(AgentId agent, long registration) implements MasterEvent {}

  /**
   * A framework wants to subscribe.
   *
   * @param session the session to open
   * @param principal on whose behalf
   * @param id its id from last time
   * @param info how it introduces itself
   * @param inProcess whether it runs in this process, so that its id is found by its name
   */
  record Subscribed(
      long session,
      Principal principal,
      Optional<FrameworkId> id,
      FrameworkInfo info,
      boolean inProcess)
      implements MasterEvent {}

  /**
   * A framework's session ended.
   *
   * @param session which
   */
  record SessionClosed(long session) implements MasterEvent {}

  /**
   * A framework calls.
   *
   * @param session on which session
   * @param call numbers the call for its reply; 0 if none is wanted
   * @param body what it calls
   */
  record FrameworkCalled(long session, long call, FrameworkCall body) implements MasterEvent {}

  /**
   * A framework did not come back in time.
   *
   * @param framework which
   */
  record FailoverTimedOut(FrameworkId framework) implements MasterEvent {}

  /**
   * An offer was not used in time.
   *
   * @param offer which
   */
  record OfferTimedOut(OfferId offer) implements MasterEvent {}

  /**
   * Some refusals of a framework are over.
   *
   * @param framework which
   */
  record RefusalsTimedOut(FrameworkId framework) implements MasterEvent {}

  /** What made an allocation necessary is durable. */
  record AllocationDue() implements MasterEvent {}

  /**
   * The allocator answered.
   *
   * @param cycle of which cycle
   * @param proposal what it proposes
   */
  record Proposed(long cycle, Proposal proposal) implements MasterEvent {}

  /**
   * The allocator threw, was cut off or is not there.
   *
   * @param cycle of which cycle
   * @param why the reason
   */
  record AllocationFailed(long cycle, Reason why) implements MasterEvent {}

  /**
   * The allocator slot flipped.
   *
   * @param name the current allocator; empty while there is none
   */
  record AllocatorChanged(String name) implements MasterEvent {}

  /**
   * Something worth an entry in the events happened outside of the engine.
   *
   * @param kind what kind of thing
   * @param subject about what
   * @param detail for people
   * @param reason why
   */
  record Noted(String kind, String subject, String detail, Optional<Reason> reason)
      implements MasterEvent {}

  /**
   * An operator calls.
   *
   * @param call numbers the call for its reply
   * @param principal who
   * @param body what
   */
  record OperatorCalled(long call, Principal principal, OperatorCall body) implements MasterEvent {}
}
