/**
 * What master and agent say to each other, as values. Both engines see it; neither sees the other,
 * nor how it travels.
 */
package cuesta.core.message;
