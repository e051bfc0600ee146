/** What framework-run decides: pure, so that it runs in the simulator unchanged. */
package cuesta.framework.run.engine;
