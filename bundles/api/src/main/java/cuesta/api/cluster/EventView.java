package cuesta.api.cluster;

import cuesta.api.Reason;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something that happened, numbered. Numbers grow across leaders, so that a reader can resume from
 * the last one it saw.
 */
@ProviderType
public interface EventView {
  /**
   * Its number; grows, with gaps at a change of leader.
   *
   * @return the number, below 2^53
   */
  long number();

  /**
   * When.
   *
   * @return wall-clock time at the master
   */
  Instant time();

  /**
   * What kind of thing: {@code task.running}, {@code agent.registered}, {@code plugin.current}.
   *
   * @return a dotted lower-case name; more may come
   */
  String kind();

  /**
   * About what.
   *
   * @return the id of a task, agent, framework, or the name of a plugin
   */
  String subject();

  /**
   * For people.
   *
   * @return one line; may be empty
   */
  String detail();

  /**
   * Why.
   *
   * @return the reason, if there is one to give
   */
  Optional<Reason> reason();
}
