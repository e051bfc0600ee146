/** Calls to masters and agents. */
package cuesta.cli.http;
