package cuesta.core.osgi.slot;

import cuesta.api.plugin.Context;
import cuesta.api.plugin.Plugin;

/**
 * A plugin that offers itself, before anything of it has run.
 *
 * @param <C> what it is opened with
 * @param <T> what it makes
 */
public interface Candidate<C extends Context, T extends AutoCloseable> {
  /** The number of its service: unique, and what it is withdrawn by. */
  long serviceId();

  /** Its {@code service.ranking}. */
  int ranking();

  /** Its {@code plugin.name}. */
  String name();

  /** The number of its bundle. */
  long bundleId();

  /** The symbolic name of its bundle. */
  String bundle();

  /** The version of its bundle. */
  String version();

  /** The file it was deployed from; empty if it belongs to the distribution. */
  String file();

  /**
   * Activates the plugin. On a worker, since its constructor may block.
   *
   * @return the factory; null if it has left
   */
  Plugin<C, T> get();

  /**
   * Gives back what {@link #get} gave.
   *
   * @param plugin the factory
   */
  void unget(Plugin<C, T> plugin);
}
