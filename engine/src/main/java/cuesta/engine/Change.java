package cuesta.engine;

/**
 * A durable fact in the past tense. Applied by {@link Engine#replay} alone, on the live path as
 * after a restart.
 */
public interface Change {}
