package cuesta.framework.webapp.engine;

import java.time.Instant;

/**
 * A version of an application. It never changes.
 *
 * @param number counts the application's versions
 * @param spec what it is
 * @param created when
 */
public record Version(int number, Spec spec, Instant created) {}
