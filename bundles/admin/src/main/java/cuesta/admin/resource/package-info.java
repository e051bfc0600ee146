/** One class per path. */
package cuesta.admin.resource;
