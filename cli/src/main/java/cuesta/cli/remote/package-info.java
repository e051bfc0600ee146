/**
 * Commands that frameworks bring: nothing of them is in this program. The leader tells which there
 * are ({@code GET /<prefix>/cli}), how their lines look, what they send and how the answer shows.
 */
package cuesta.cli.remote;
