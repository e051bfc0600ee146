/**
 * The grammar of command lines. Own code, since the library for it took half of the time of a
 * command: see docs/decisions/libraries.md.
 */
package cuesta.cli.args;
