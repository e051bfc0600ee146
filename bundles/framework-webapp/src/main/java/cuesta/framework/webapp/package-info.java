/** Hosts applications: instances, checks of their health, rolling updates, routes to them. */
package cuesta.framework.webapp;
