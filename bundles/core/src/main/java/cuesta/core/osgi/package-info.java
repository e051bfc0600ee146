/**
 * Declarative Services: builds masters and agents from configurations, and binds plugins to their
 * slots. Wiring only.
 */
package cuesta.core.osgi;
