/**
 * The agent's decisions as pure step functions: registration, launches, status updates, kills, the
 * ends of containers. What has to survive is in {@link cuesta.core.agent.Checkpoint}, which changes
 * through records alone.
 */
package cuesta.core.agent;
