package cuesta.core.osgi.slot;

import cuesta.api.Reason;
import java.time.Instant;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * What a context is made for.
 *
 * @param node where the slot is
 * @param plugin the plugin's name
 * @param config its configuration
 * @param deadline until when {@code open} must have answered
 * @param report where {@link cuesta.api.plugin.Context#report} goes; any thread, any time
 */
public record Opening(
    String node,
    String plugin,
    SortedMap<String, String> config,
    Instant deadline,
    Consumer<Reason> report) {}
