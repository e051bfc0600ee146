/**
 * A framework's endpoint: routes whose declarations check the calls and describe the command line,
 * typed reading of what callers send, refusals, waiting for the engine's answers.
 */
package cuesta.framework.kit.http;
