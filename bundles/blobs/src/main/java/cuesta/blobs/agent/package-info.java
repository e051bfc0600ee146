/**
 * Between an agent's sandboxes and the masters' blobs: what tasks bring along and what they leave.
 */
package cuesta.blobs.agent;
