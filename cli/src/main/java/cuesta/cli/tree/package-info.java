/** Packs what git knows of a directory, and puts it among the blobs of the masters. */
package cuesta.cli.tree;
