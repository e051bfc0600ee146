package cuesta.core.slot;

import java.util.List;

/**
 * What a step gives.
 *
 * @param state the slot afterwards
 * @param effects what its host does, in order
 */
public record SlotStep(SlotState state, List<SlotEffect> effects) {}
