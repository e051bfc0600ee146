package cuesta.api.auth;

import cuesta.api.Principal;
import cuesta.api.Reason;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows what somebody may do. A plain service; if one is configured but absent, calls are refused.
 * Any thread, within 100 ms.
 */
@ConsumerType
public interface Authorizer {
  /**
   * Decides on a call.
   *
   * @param principal who
   * @param action what, as Mesos names it: {@code run_tasks}, {@code kill_tasks}
   * @param object to what
   * @return why not; empty if allowed
   */
  Optional<Reason> refusal(Principal principal, String action, String object);
}
