/**
 * The door itself: calls and answers, who may come in, and where each path leads. Knows no servlet,
 * so that all of it is tested without a server.
 */
package cuesta.admin.http;
