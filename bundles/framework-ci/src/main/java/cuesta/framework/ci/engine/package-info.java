/** Decides what becomes of pipelines and their jobs. Pure. */
package cuesta.framework.ci.engine;
