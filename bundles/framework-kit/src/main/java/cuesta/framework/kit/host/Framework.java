package cuesta.framework.kit.host;

import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.http.Endpoint;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.StoreCodec;
import java.util.List;
import java.util.Optional;

/**
 * What makes a framework one of its own; {@link KitHost} does the rest.
 *
 * @param <S> the engine's state
 */
public interface Framework<S> {
  /**
   * How it introduces itself.
   *
   * @return constant
   */
  FrameworkInfo info();

  /**
   * What decides.
   *
   * @return the engine; pure
   */
  Engine<S, FrameworkEvent> engine();

  /**
   * The state before {@link cuesta.framework.kit.KitEvent.Loaded}.
   *
   * @return nothing but configuration; always the same object
   */
  S initial();

  /**
   * How its changes are kept.
   *
   * @return the codec
   */
  StoreCodec codec();

  /**
   * Performs an effect of its own. On the engine's thread; must not block.
   *
   * @param effect the effect
   */
  void perform(Effect effect);

  /**
   * An event of its own broke the engine and was discarded. On the engine's thread.
   *
   * @param event the event
   * @param why what to answer
   */
  default void poisoned(FrameworkEvent event, Reason why) {}

  /**
   * The state changed. On the engine's thread; must not block.
   *
   * @param committed the newest state of which all is durable
   */
  default void published(S committed) {}

  /**
   * The engine starts anew from the store: answers that were under way will not come.
   *
   * @param why the reason
   */
  default void restarts(Reason why) {}

  /**
   * This instance does nothing any more: whoever waits for an answer has to ask its successor.
   *
   * @param why the reason
   */
  default void over(Reason why) {}

  /**
   * What it serves over HTTP.
   *
   * @return the endpoint
   */
  default Optional<Endpoint> endpoint() {
    return Optional.empty();
  }

  /**
   * Why a task waits or ended as it did. Any thread.
   *
   * @param task the task
   * @return reasons
   */
  default List<Reason> explain(TaskId task) {
    return List.of();
  }
}
