/**
 * What a pipeline consists of, once its configuration was read and its rules were judged: what the
 * language makes, the engine runs and people are shown. Values only.
 */
package cuesta.framework.ci.spec;
