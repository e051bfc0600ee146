package cuesta.framework.kit;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.UpdateView;
import cuesta.engine.Change;
import java.util.List;

/** What every framework is told. */
public sealed interface KitEvent extends FrameworkEvent {
  /**
   * The session is open and the store was read: the first event there is. Whatever the state was
   * before, it is replaced.
   *
   * @param id the framework's id
   * @param again whether it was there before, so that tasks of it may live
   * @param kept what the store holds, in the order of its keys, as changes to replay
   */
  record Loaded(FrameworkId id, boolean again, List<Change> kept) implements KitEvent {
    /** Copies the list. */
    public Loaded {
      kept = List.copyOf(kept);
    }
  }

  /**
   * Offers. The engine uses or declines each of them in the same step.
   *
   * @param offers at least one
   */
  record Offered(List<OfferView> offers) implements KitEvent {
    /** Copies the list. */
    public Offered {
      offers = List.copyOf(offers);
    }
  }

  /**
   * A status update.
   *
   * @param update the update
   */
  record Updated(UpdateView update) implements KitEvent {}

  /** It is doubtful what became of tasks, see {@link KitTurn#ask}. */
  sealed interface Doubt extends KitEvent {}

  /**
   * An agent is unreachable or gone. The master tells the ends that it sees; ask for the tasks that
   * are thought to be there, since it may have seen an end whose update was lost with the agent.
   *
   * @param agent which
   */
  record AgentLost(AgentId agent) implements Doubt {}

  /**
   * An accept was refused as a whole. Updates for its tasks may come besides, or not.
   *
   * @param tasks what it would have launched
   * @param why the reason
   */
  record AcceptRefused(List<TaskId> tasks, Reason why) implements Doubt {
    /** Copies the list. */
    public AcceptRefused {
      tasks = List.copyOf(tasks);
    }
  }

  /** It is time to ask again for what was not answered; see {@link Asking}. */
  record AskAgain() implements Doubt {}
}
