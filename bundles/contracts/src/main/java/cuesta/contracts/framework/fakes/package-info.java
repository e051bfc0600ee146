/**
 * A master as a framework sees it, in one thread and from a script: for tests of frameworks, also
 * by their authors.
 */
package cuesta.contracts.framework.fakes;
