package cuesta.testkit.guest;

import cuesta.api.TaskId;
import cuesta.api.framework.TaskFiles;
import cuesta.api.framework.TaskInfo;
import cuesta.api.framework.UpdateView;
import cuesta.engine.Change;
import cuesta.engine.SplitMix;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.host.Framework;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * A framework on {@code framework-kit} in the simulated cluster: how an instance is opened, its
 * scripted clients, and what must hold of it. One guest lives through a whole run, while instances
 * come and go with leaders and swaps of its bundle. It is told the truth: what is durable in the
 * journal, and what really runs on the machines. Whatever must not be so is thrown as a {@link
 * Violation}. One thread.
 *
 * @param <S> the engine's state
 */
public interface Guest<S> {
  /** Where an instance is opened, as far as what it performs needs it. */
  interface Place {
    /**
     * What tasks wrote.
     *
     * @return reads files, and answers later
     */
    TaskFiles files();

    /**
     * Hands an event to the instance.
     *
     * @param event the event
     * @return false if the instance does not work (yet, or any more)
     */
    boolean offer(FrameworkEvent event);
  }

  /**
   * The framework's name.
   *
   * @return constant
   */
  String name();

  /**
   * How its entries are read.
   *
   * @return the shipped codec
   */
  StoreCodec codec();

  /**
   * A fresh instance, as a bundle opens it: the shipped engine, codec and initial state. What it
   * performs are answers to this guest's clients.
   *
   * @param place where it is
   * @return the instance; it knows nothing but what its store will tell
   */
  Framework<S> open(Place place);

  /**
   * The clients' turn, several times a second.
   *
   * @param door hands an event to the instance that clients find now; false if none is there. Its
   *     answer may never come: clients ask again
   * @param now the wall clock
   * @param random chance
   * @param storm whether new work is to be asked for; afterwards clients only see to an end what
   *     they asked for
   */
  void act(Predicate<FrameworkEvent> door, Instant now, SplitMix random, boolean storm);

  /**
   * An entry of its store became durable.
   *
   * @param key which
   * @param change what its codec reads in the entry, in the order of the journal
   */
  void kept(String key, Change change);

  /**
   * An entry of its store is gone, durably.
   *
   * @param key which
   */
  void removed(String key);

  /** All that became durable together was told: what is kept must make sense as a whole. */
  void written();

  /**
   * An instance, perhaps one of a former leader, sends a launch.
   *
   * @param task of what
   */
  void launches(TaskInfo task);

  /**
   * An instance acknowledges an update.
   *
   * @param update of which the agent will not speak again
   */
  void acknowledges(UpdateView update);

  /**
   * A task was really started.
   *
   * @param task which; never told twice of the same task
   */
  void started(TaskId task);

  /**
   * A task that runs can really take work from now on, or cannot any more.
   *
   * @param task which
   * @param isReady whether it can
   */
  void ready(TaskId task, boolean isReady);

  /**
   * A task that was started really ended.
   *
   * @param task which
   * @param exit its status; empty if it went down with its machine
   */
  void ended(TaskId task, OptionalInt exit);

  /**
   * The machine of a task that had really ended crashed before all was done about it: how it ended
   * may be known, or never will be.
   *
   * @param task which
   */
  void lost(TaskId task);

  /**
   * Asked after the calm, when everything has to be at its end: also whether what was said of it is
   * true.
   *
   * @return what is not settled; empty if all is
   */
  Optional<String> unsettled();

  /**
   * What it went through.
   *
   * @return numbers, for people
   */
  String summary();
}
