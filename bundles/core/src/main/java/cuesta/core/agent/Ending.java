package cuesta.core.agent;

import cuesta.api.Reason;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The end of a container between the moment it is known and the moment it is recorded.
 *
 * @param status how it ended, if it was started
 * @param failure why it was not started, if so
 */
public record Ending(OptionalInt status, Optional<Reason> failure) {}
