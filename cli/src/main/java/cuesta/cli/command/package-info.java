/** One class per command. */
package cuesta.cli.command;
