package cuesta.api.allocator;

import cuesta.api.plugin.Plugin;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Provides an allocation policy. One is current in a master; at a swap the new one is warmed on a
 * view and takes over between two cycles.
 */
@ConsumerType
public interface AllocatorPlugin extends Plugin<AllocatorContext, Allocator> {}
