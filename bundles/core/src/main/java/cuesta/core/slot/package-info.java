/**
 * The life cycle of swappable plugins as a pure state machine; docs/slot-table.md is its table and
 * is checked against it.
 */
package cuesta.core.slot;
