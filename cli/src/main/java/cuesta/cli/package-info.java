/** The command line: a client of the HTTP doors. Plain class path, no OSGi, quick to start. */
package cuesta.cli;
