package cuesta.api.isolator;

import cuesta.api.plugin.Plugin;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Provides one kind of isolation. An agent has one slot per name; at a swap of a name the new one
 * recovers every live container from the records that the core kept, and the containers run on.
 */
@ConsumerType
public interface IsolatorPlugin extends Plugin<IsolatorContext, Isolator> {}
