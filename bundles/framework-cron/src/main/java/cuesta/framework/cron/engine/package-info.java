/** What framework-cron decides: pure, so that it runs in the simulator unchanged. */
package cuesta.framework.cron.engine;
