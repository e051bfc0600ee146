/** When jobs are due: pure, of whole seconds, and the same on every machine. */
package cuesta.framework.cron.schedule;
