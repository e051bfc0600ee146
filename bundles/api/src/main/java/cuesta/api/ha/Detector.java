package cuesta.api.ha;

import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/** Finds the leader, for agents, standbys and fronts. */
@ConsumerType
public interface Detector {
  /**
   * Follows who leads.
   *
   * @param changes told on a foreign thread, in order, first with what is known now; empty while
   *     nobody leads. Must not block.
   * @return ends it
   */
  AutoCloseable detect(Consumer<Optional<LeaderInfo>> changes);
}
