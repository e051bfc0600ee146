package cuesta.api.isolator;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.plugin.Context;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What an isolator is opened with. */
@ProviderType
public interface IsolatorContext extends Context {
  /**
   * Every live container that an isolator of this name prepared. {@code open} re-adopts each or
   * refuses.
   *
   * @return the records, sorted by container
   */
  List<IsolatorRecord> recovered();

  /**
   * Says that a container passed a limit. The core then kills it, and its tasks fail with the
   * reason. Any thread, never blocks, repeats are harmless.
   *
   * @param container which
   * @param reason which limit, with numbers
   */
  void limitReached(ContainerId container, Reason reason);

  /**
   * A directory for the isolator's own files, private to this agent and name, kept across restarts.
   *
   * @return an existing directory
   */
  Path scratch();
}
