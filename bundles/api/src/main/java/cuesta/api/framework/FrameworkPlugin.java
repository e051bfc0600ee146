package cuesta.api.framework;

import cuesta.api.plugin.Plugin;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Provides an in-process framework. It runs only on the leader. A swap is a framework fail-over:
 * the same framework id (kept by name in the registry), a new session, {@link Scheduler#subscribed}
 * with {@code again}, reconciliation; its data sits in its {@link FrameworkStore}.
 */
@ConsumerType
public interface FrameworkPlugin extends Plugin<FrameworkContext, Scheduler> {}
