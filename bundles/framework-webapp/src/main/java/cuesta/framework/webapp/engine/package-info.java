/** What decides for framework-webapp. Pure. */
package cuesta.framework.webapp.engine;
