package cuesta.api.cluster;

import cuesta.api.AgentId;
import cuesta.api.resources.Resources;
import java.time.Instant;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An agent as the master knows it. {@code total = used + offered + free}, where only exclusive
 * offers count.
 */
@ProviderType
public interface AgentView {
  /** It is connected and gets work. */
  String ACTIVE = "ACTIVE";

  /** Its admission is being written. */
  String PENDING = "PENDING";

  /** Admitted by a former leader, not yet back. */
  String RECOVERING = "RECOVERING";

  /** Its stream broke a short while ago. */
  String DISCONNECTED = "DISCONNECTED";

  /** It was silent for too long; its tasks are unreachable. */
  String UNREACHABLE = "UNREACHABLE";

  /**
   * The agent.
   *
   * @return its id
   */
  AgentId id();

  /**
   * Its host.
   *
   * @return a host name or address
   */
  String host();

  /**
   * Its HTTP door.
   *
   * @return for example {@code http://127.0.0.1:5051/slave(1)}
   */
  String url();

  /**
   * Its state; more may come.
   *
   * @return one of the constants
   */
  String state();

  /**
   * When it registered with this leader.
   *
   * @return wall-clock time
   */
  Instant registered();

  /**
   * All it has.
   *
   * @return the resources
   */
  Resources total();

  /**
   * What tasks hold.
   *
   * @return the resources
   */
  Resources used();

  /**
   * What is offered exclusively.
   *
   * @return the resources
   */
  Resources offered();

  /**
   * What may be offered.
   *
   * @return the rest; nothing unless ACTIVE
   */
  Resources free();

  /**
   * What its operator said of it.
   *
   * @return sorted by key
   */
  SortedMap<String, String> attributes();

  /**
   * Its tasks, live and waiting for acknowledgement.
   *
   * @return sorted by framework and id
   */
  Iterable<? extends TaskView> tasks();

  /**
   * What it says of itself: isolators, launcher, version.
   *
   * @return sorted by key
   */
  SortedMap<String, String> facts();
}
