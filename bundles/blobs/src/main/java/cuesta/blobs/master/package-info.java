/**
 * Blobs on the disks of the masters: files by their content, which the leader keeps and the others
 * follow.
 */
package cuesta.blobs.master;
