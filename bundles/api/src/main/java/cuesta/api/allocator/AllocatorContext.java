package cuesta.api.allocator;

import cuesta.api.cluster.ClusterView;
import cuesta.api.plugin.Context;
import org.osgi.annotation.versioning.ProviderType;

/** What an allocator is opened with. */
@ProviderType
public interface AllocatorContext extends Context {
  /**
   * The cluster as it is now, to warm caches on.
   *
   * @return the view
   */
  ClusterView view();
}
