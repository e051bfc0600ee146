/** What an agent is told to do for a job: its script, its variables, what it brings along. */
package cuesta.framework.ci.launch;
