package cuesta.api.resources;

/**
 * One entry of {@link Resources}.
 *
 * @param key what it is
 * @param value how much of it
 */
public record Resource(ResourceKey key, Value value) {}
