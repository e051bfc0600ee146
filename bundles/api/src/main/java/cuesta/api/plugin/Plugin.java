package cuesta.api.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that makes instances. The OSGi service is the factory, never the instance, since one
 * process may host a master and many agents and each opens its own. {@code open} is warm-up, {@code
 * close} of the instance is retirement; in between the slot calls the instance. A bundle provides
 * it as a component that is not immediate, with the property {@link PluginName}.
 *
 * @param <C> what it is opened with
 * @param <T> what it makes
 */
@ConsumerType
public interface Plugin<C extends Context, T extends AutoCloseable> {
  /**
   * Makes an instance. Runs on a worker thread of the slot, once per context; may block until
   * {@link Context#deadline}, then the thread is interrupted and the candidate REJECTED. Starts no
   * thread that outlives the instance's {@code close}.
   *
   * @param context what it may use; valid until the instance is closed
   * @return the instance, warm
   * @throws Exception to refuse; the message is shown to the operator and the present plugin stays
   */
  T open(C context) throws Exception;
}
