/** Trees of files as archives: tar, packed with gzip. The same tree always gives the same bytes. */
package cuesta.archive;
