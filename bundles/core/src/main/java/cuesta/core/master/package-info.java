/**
 * The master as a pure step function: who is in the cluster, what is offered, what runs. {@link
 * MasterEngine} dispatches to one class per family of events; all resource arithmetic lies in
 * {@link Ledger}; durable facts lie in {@link Registry} and change through replay alone.
 */
package cuesta.core.master;
