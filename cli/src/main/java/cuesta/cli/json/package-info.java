/**
 * JSON as a small tree. Jackson's streaming parser alone: its data binding would double the time of
 * each command.
 */
package cuesta.cli.json;
