package cuesta.core.message;

/**
 * A task that an agent has, as it reports it when it re-registers: all that a new leader needs to
 * know of it.
 *
 * @param launch how it was launched
 * @param status the state as of the oldest update that is not acknowledged, or the newest one
 * @param latest the newest state; if it is terminal, the resources are free
 */
public record TaskReport(Launch launch, StatusUpdate status, cuesta.api.TaskState latest) {}
