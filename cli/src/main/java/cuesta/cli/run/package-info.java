/** One run from its request to its exit status. */
package cuesta.cli.run;
