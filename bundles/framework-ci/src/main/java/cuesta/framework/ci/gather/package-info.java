/** What is taken from a job that has ended: artifacts, reports, variables, caches, its log. */
package cuesta.framework.ci.gather;
