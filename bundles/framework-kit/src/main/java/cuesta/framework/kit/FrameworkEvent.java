package cuesta.framework.kit;

/** What a framework's engine is told: {@link KitEvent}s, and the framework's own. */
public interface FrameworkEvent {}
