/** Framework-run: runs commands once each, as {@code cuesta run} asks for. */
package cuesta.framework.run;
