/**
 * Slots at work: candidates come as OSGi services, are opened on workers, called within deadlines,
 * swapped and let go. What happens when is decided by {@link cuesta.core.slot.SlotLogic}; here it
 * is done.
 */
package cuesta.core.osgi.slot;
