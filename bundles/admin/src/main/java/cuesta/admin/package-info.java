/** The HTTP door of a process: its component, its servlet, its configuration. */
package cuesta.admin;
