package cuesta.core.osgi.slot;

/**
 * Makes the context that a plugin is opened with.
 *
 * @param <C> the context
 */
@FunctionalInterface
public interface ContextFactory<C> {
  /**
   * Called on a worker, once for each opening; may block.
   *
   * @param opening who is opened
   * @return its context
   * @throws Exception if it cannot be opened now; the candidate is then REJECTED with the message
   */
  C create(Opening opening) throws Exception;
}
