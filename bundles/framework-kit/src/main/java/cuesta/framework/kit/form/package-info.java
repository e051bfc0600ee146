/** JSON as entries of the store have it. */
package cuesta.framework.kit.form;
