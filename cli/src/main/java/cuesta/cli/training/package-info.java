/** Used by the build only: shows the JVM which classes commands need, so that it starts faster. */
package cuesta.cli.training;
