/** What a command is surrounded by, as interfaces, so that tests bring their own. */
package cuesta.cli.shell;
