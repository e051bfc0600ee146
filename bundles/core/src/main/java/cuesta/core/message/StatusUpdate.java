package cuesta.core.message;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.UpdateId;
import cuesta.api.framework.UpdateView;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A status update.
 *
 * @param id what to acknowledge; empty if the master made it
 * @param task of which task
 * @param agent on which agent
 * @param container in which container
 * @param state the state
 * @param reason why
 * @param exit how the command ended
 * @param time when it was made
 */
public record StatusUpdate(
    Optional<UpdateId> id,
    TaskId task,
    Optional<AgentId> agent,
    Optional<ContainerId> container,
    TaskState state,
    Optional<Reason> reason,
    OptionalInt exit,
    Instant time)
    implements UpdateView {}
