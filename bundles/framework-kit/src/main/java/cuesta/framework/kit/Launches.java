package cuesta.framework.kit;

import cuesta.api.AgentId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.TaskAt;
import cuesta.api.framework.UpdateView;
import cuesta.api.resources.Resources;
import cuesta.engine.Effect;
import cuesta.engine.SplitMix;
import cuesta.engine.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The launches of all units of work that are not over, and what the master is asked about them.
 * Pure, as a part of an engine's state. A framework's {@code replay} calls {@link #with} and {@link
 * #without} and nothing else; its step calls the others, which emit the calls to the master and
 * return what happened.
 *
 * @param open the launches by unit
 * @param waiting the units that wait, in the order of their keys, which is the order in which they
 *     are served
 * @param live the units of the tasks that are launched
 * @param asking what the master is asked for; belongs to the session
 * @param <K> what the framework calls its units of work
 */
public record Launches<K extends Comparable<K>>(
    Table<K, Launch> open, Table<K, Boolean> waiting, Table<TaskId, K> live, Asking asking) {
  /** Waiting units whose shapes are looked at to say what is wanted. */
  private static final int SHAPES = 200;

  /**
   * What came of an update.
   *
   * @param launches what is known now
   * @param outcome what happened
   * @param <K> the framework's keys
   */
  public record Heard<K extends Comparable<K>>(Launches<K> launches, Outcome<K> outcome) {}

  /**
   * No launches.
   *
   * @param <K> the framework's keys
   * @return nothing
   */
  public static <K extends Comparable<K>> Launches<K> none() {
    return new Launches<K>(Table.empty(), Table.empty(), Table.empty(), Asking.NONE);
  }

  /**
   * A unit is as it is now. One that is over is not held any more.
   *
   * @param key which unit
   * @param launch its launch
   * @return with it
   */
  public Launches<K> with(K key, Launch launch) {
    Launches<K> base = without(key);
    if (launch.isOver()) {
      return base;
    }
    return new Launches<>(
        base.open.with(key, launch),
        launch.waits() ? base.waiting.with(key, true) : base.waiting,
        launch.isLive() ? base.live.with(launch.task(), key) : base.live,
        asking);
  }

  /**
   * A unit is not to be heard of any more. What still runs of it is killed when it is heard of.
   *
   * @param key which unit
   * @return without it
   */
  public Launches<K> without(K key) {
    Launch launch = open.get(key);
    if (launch == null) {
      return this;
    }
    return new Launches<>(
        open.without(key),
        waiting.without(key),
        launch.isLive() ? live.without(launch.task()) : live,
        asking);
  }

  private Launches<K> with(Asking next) {
    return next == asking ? this : new Launches<>(open, waiting, live, next);
  }

  /**
   * A session begins with what was kept: asks for all that is launched and repeats the kills that
   * were wished for, since the master may have heard of none of it. Launches nothing on a guess.
   *
   * @param again whether the framework was there before, see {@link KitEvent.Loaded}
   * @param random chance, from the tick
   * @param effects where the calls go
   * @return what is asked for now
   */
  public Launches<K> resume(boolean again, SplitMix random, List<Effect> effects) {
    if (again) {
      effects.add(new KitEffect.Reconcile(List.of())); // finds tasks that nobody wants any more
    }
    List<TaskAt> tasks = new ArrayList<>();
    for (K key : live.values()) {
      tasks.add(open.get(key).question());
    }
    Launches<K> next = with(asking.ask(tasks, random, effects));
    for (K key : live.values()) {
      Launch launch = open.get(key);
      launch.kill().ifPresent(grace -> effects.add(new KitEffect.Kill(launch.task(), grace)));
    }
    return next;
  }

  /**
   * An accept was refused. Its launches may have come to nothing, or not: the master is asked.
   *
   * @param tasks what it would have launched
   * @param random chance, from the tick
   * @param effects where the question goes
   * @return what is asked for now
   */
  public Launches<K> refused(List<TaskId> tasks, SplitMix random, List<Effect> effects) {
    List<TaskAt> ours =
        tasks.stream().filter(live::has).map(task -> open.get(live.get(task)).question()).toList();
    return with(asking.ask(ours, random, effects));
  }

  /**
   * An agent is lost. The master may have seen ends whose updates were lost with it: it is asked.
   *
   * @param agent which
   * @param random chance, from the tick
   * @param effects where the question goes
   * @return what is asked for now
   */
  public Launches<K> lost(AgentId agent, SplitMix random, List<Effect> effects) {
    List<TaskAt> there = new ArrayList<>();
    for (K key : live.values()) {
      TaskAt task = open.get(key).question();
      if (task.agent().filter(agent::equals).isPresent()) {
        there.add(task);
      }
    }
    return with(asking.ask(there, random, effects));
  }

  /**
   * It is time to ask again; on {@link KitEvent.AskAgain}.
   *
   * @param random chance, from the tick
   * @param effects where the question goes
   * @return what is asked for now
   */
  public Launches<K> askAgain(SplitMix random, List<Effect> effects) {
    return with(asking.again(random, effects));
  }

  /**
   * Says what an update means. What runs though its unit is over, or waits again, is killed. The
   * framework emits {@link KitEffect.Acknowledge} when it has kept what follows.
   *
   * @param update the update
   * @param most launches of one unit at most, if none of them ever runs
   * @param random chance, from the tick
   * @param effects where the calls go
   * @return what happened
   */
  public Heard<K> heard(UpdateView update, int most, SplitMix random, List<Effect> effects) {
    K key = live.get(update.task());
    if (key == null) {
      Hearing.stray(update, effects);
      return new Heard<>(this, new Outcome.Nothing<>());
    }
    Launch launch = open.get(key);
    Verdict verdict = Verdict.of(update, launch.started().isPresent());
    boolean wasUnknown =
        launch.state() == TaskState.UNREACHABLE || asking.open().has(update.task());
    if (verdict == Verdict.LIVE && wasUnknown) {
      // A leader that did not know the task until now has forgotten the wish to kill it.
      launch.kill().ifPresent(grace -> effects.add(new KitEffect.Kill(launch.task(), grace)));
    }
    Asking next =
        switch (verdict) {
          case AWAY -> asking.later(launch.question(), random, effects);
          case ASK ->
              asking.answered(update.task()).ask(List.of(launch.question()), random, effects);
          default -> asking.answered(update.task());
        };
    return new Heard<>(with(next), Hearing.outcome(key, launch, update, verdict, most));
  }

  /**
   * A unit is to end: one that waits ends at once, one that is launched is killed. A later wish can
   * only shorten the grace. Once kept, a wish is repeated by {@link #resume}.
   *
   * @param key which unit
   * @param grace how long until SIGKILL
   * @param effects where the call goes
   * @return what happened; nothing if it is over, or the wish was known
   */
  public Outcome<K> kill(K key, Duration grace, List<Effect> effects) {
    Launch launch = open.get(key);
    if (launch == null) {
      return new Outcome.Nothing<>();
    }
    if (launch.waits()) {
      return Hearing.neverStarted(key, launch.killed(grace));
    }
    Duration shorter = launch.kill().filter(old -> old.compareTo(grace) < 0).orElse(grace);
    effects.add(new KitEffect.Kill(launch.task(), shorter));
    return launch.kill().filter(shorter::equals).isPresent()
        ? new Outcome.Nothing<>()
        : new Outcome.Said<>(key, launch.killed(shorter));
  }

  /**
   * Puts those that wait into offers.
   *
   * @param offers the offers
   * @param wish what a unit needs; its key is the unit's
   * @param limit launches at most
   * @return who goes where, and the offers that nobody uses
   */
  public Plan<K> place(List<? extends OfferView> offers, Function<K, Wish<K>> wish, int limit) {
    return Plan.of(Matching.match(offers, wishes(wish), limit), open);
  }

  private Iterable<Wish<K>> wishes(Function<K, Wish<K>> wish) {
    return () -> {
      var keys = waiting.keys().iterator();
      return new java.util.Iterator<>() {
        @Override
        public boolean hasNext() {
          return keys.hasNext();
        }

        @Override
        public Wish<K> next() {
          return wish.apply(keys.next());
        }
      };
    };
  }

  /**
   * The distinct shapes of what waits longest, as {@link Appetite} tells them.
   *
   * @param amounts what a unit takes
   * @return no shapes if nothing waits
   */
  public List<Resources> shapes(Function<K, Resources> amounts) {
    List<Resources> shapes = new ArrayList<>();
    int looked = 0;
    for (K key : waiting.keys()) {
      Resources shape = amounts.apply(key);
      if (!shapes.contains(shape)) {
        shapes.add(shape);
      }
      if (++looked == SHAPES) {
        break;
      }
    }
    return shapes;
  }
}
