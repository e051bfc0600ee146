package cuesta.api.framework;

import cuesta.api.blob.Blobs;
import cuesta.api.cluster.ClusterView;
import cuesta.api.plugin.Context;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a framework is opened with. Until {@link Scheduler#subscribed} its predecessor may still be
 * at work: no call and no write before that.
 */
@ProviderType
public interface FrameworkContext extends Context {
  /**
   * The calls to the master.
   *
   * @return the session; refuses with SESSION_OVER before {@code subscribed} and after the instance
   *     was replaced
   */
  SchedulerSession session();

  /**
   * The framework's data.
   *
   * @return the store; writes are refused like calls of the session
   */
  FrameworkStore store();

  /**
   * What the framework's tasks wrote.
   *
   * @return the files; may be read before {@code subscribed} too
   */
  TaskFiles files();

  /**
   * Bulk that must outlive sandboxes.
   *
   * @return the masters' blobs, as this framework sees them; calls fail with an IOException while
   *     this master keeps none
   */
  Blobs blobs();

  /**
   * The cluster as anybody may read it over HTTP: to say why something waits and where it runs, not
   * to decide by. Any thread.
   *
   * @return the view as last made durable
   */
  ClusterView view();
}
