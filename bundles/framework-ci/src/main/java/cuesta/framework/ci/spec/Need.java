package cuesta.framework.ci.spec;

/**
 * A job that must be over before another one begins.
 *
 * @param job its name, which is in the pipeline
 * @param artifacts whether what it leaves behind, and its dotenv variables, are brought along
 */
public record Need(String job, boolean artifacts) {}
