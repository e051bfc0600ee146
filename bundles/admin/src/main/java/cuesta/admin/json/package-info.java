/** JSON as this door writes and reads it: streaming, without reflection, to start cheaply. */
package cuesta.admin.json;
