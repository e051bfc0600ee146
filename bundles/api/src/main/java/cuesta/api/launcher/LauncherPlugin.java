package cuesta.api.launcher;

import cuesta.api.plugin.Plugin;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Provides a way to start containers. What it started outlives bundle and process, and its
 * successor recovers it from records.
 */
@ConsumerType
public interface LauncherPlugin extends Plugin<LauncherContext, Launcher> {}
