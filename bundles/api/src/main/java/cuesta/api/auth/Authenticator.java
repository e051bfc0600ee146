package cuesta.api.auth;

import cuesta.api.Principal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows who somebody is. A plain service; if one is configured but absent, calls are refused. Any
 * thread, within 100 ms.
 */
@ConsumerType
public interface Authenticator {
  /**
   * Looks at a call's credentials.
   *
   * @param headers by lower-case name
   * @return who calls; empty to refuse
   */
  Optional<Principal> authenticate(SortedMap<String, List<String>> headers);
}
