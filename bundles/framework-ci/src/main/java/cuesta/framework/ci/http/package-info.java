/** Pipelines over HTTP: commands, progress, logs. */
package cuesta.framework.ci.http;
