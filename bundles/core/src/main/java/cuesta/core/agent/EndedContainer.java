package cuesta.core.agent;

import cuesta.api.ContainerId;
import cuesta.api.ExecutorId;
import cuesta.api.FrameworkId;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * A container that is over.
 *
 * @param id its id
 * @param framework whose it was
 * @param executor of which executor
 * @param sandbox its path below the agent's work directory
 * @param status how it ended, if it was started
 * @param at when the agent was done with it
 */
public record EndedContainer(
    ContainerId id,
    FrameworkId framework,
    ExecutorId executor,
    String sandbox,
    OptionalInt status,
    Instant at) {}
