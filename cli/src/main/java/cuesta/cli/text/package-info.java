/** Text for people. */
package cuesta.cli.text;
