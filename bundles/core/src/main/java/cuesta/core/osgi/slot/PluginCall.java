package cuesta.core.osgi.slot;

/**
 * What is done with an instance.
 *
 * @param <T> the instance
 * @param <R> what comes of it
 */
@FunctionalInterface
public interface PluginCall<T, R> {
  /**
   * Calls the plugin.
   *
   * @param instance the current instance; not to be kept
   * @return its answer
   * @throws Exception what the plugin throws
   */
  R on(T instance) throws Exception;
}
