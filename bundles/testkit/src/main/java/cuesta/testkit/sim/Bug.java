package cuesta.testkit.sim;

import cuesta.core.agent.AgentEngine;
import cuesta.core.agent.AgentEvent;
import cuesta.core.agent.AgentState;
import cuesta.core.master.FrameworkCall;
import cuesta.core.master.MasterConfig;
import cuesta.core.master.MasterEngine;
import cuesta.core.master.MasterEvent;
import cuesta.core.master.MasterState;
import cuesta.core.message.FromMaster;
import cuesta.core.message.ToAgent;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.ci.engine.CiEffect;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Planted bugs, outside of the shipped code: the simulator is only worth its time if it finds each
 * of them.
 */
public enum Bug {
  /** The shipped code as it is. */
  NONE,
  /** An agent obeys whoever talks to it. */
  NO_TERM_CHECK,
  /** A master's effects leave at once, whatever is durable. */
  EFFECT_BEFORE_COMMIT,
  /** A master now and then forgets to pass an acknowledgement on. */
  LOST_ACKNOWLEDGEMENT,
  /** An agent that restarts starts again what it finds on its disk. */
  DOUBLE_RECOVER,
  /** An agent that finds a task not ready believes that it could not look. */
  OPTIMIST,
  /** A master forgets what was declined. */
  FILTER_IGNORED,
  /** A framework launches what its store does not know yet. */
  INTENT_NOT_COMMITTED,
  /** A framework acknowledges an update before what follows from it is durable. */
  ACKNOWLEDGED_EARLY,
  /** framework-cron forgets, at a swap, that it has decided on an instant. */
  TICK_TWICE,
  /** framework-cron launches runs, and does not write down that it did. */
  INTENT_LOST,
  /** framework-webapp takes, at a swap, whoever runs for ready. */
  READY_ON_TRUST,
  /** framework-webapp forgets, at a swap, whom it wanted to kill. */
  KILL_FORGOTTEN,
  /** framework-webapp launches again, after a swap, whoever was just being launched. */
  LAUNCHED_AGAIN,
  /** framework-webapp gives, after a swap, its last number to another instance. */
  NUMBER_TWICE,
  /** framework-ci forgets, at a swap, what a job needs. */
  NEEDS_FORGOTTEN,
  /** framework-ci forgets, at a swap, that jobs share a resource. */
  RESOURCE_SHARED,
  /** framework-ci launches again, after a swap, whatever was just being launched. */
  JOB_LAUNCHED_AGAIN,
  /** framework-ci forgets, at a swap, which jobs it wanted to end. */
  STOP_FORGOTTEN,
  /** framework-ci gives, after a swap, its last number to another attempt. */
  JOB_NUMBER_TWICE,
  /** framework-ci waits, after a swap, for artifacts that nobody brings. */
  GATHERING_FORGOTTEN,
  /** framework-ci does not ask again, after a swap, for logs. */
  LOG_FORGOTTEN,
  /** framework-ci takes artifacts that could not be had for none. */
  ARTIFACTS_LOST;

  Engine<MasterState, MasterEvent> master(MasterConfig config) {
    Engine<MasterState, MasterEvent> shipped = new MasterEngine(config);
    return switch (this) {
      case LOST_ACKNOWLEDGEMENT -> deafFor(shipped);
      case FILTER_IGNORED -> forgetful(shipped);
      default -> shipped;
    };
  }

  Engine<AgentState, AgentEvent> agent() {
    Engine<AgentState, AgentEvent> shipped = new AgentEngine();
    return switch (this) {
      case NO_TERM_CHECK -> obedient(shipped);
      case OPTIMIST -> optimistic(shipped);
      default -> shipped;
    };
  }

  /**
   * For the engine of any guest. What only one framework can get wrong is a constant that this
   * method matches with the framework's own events.
   *
   * @param early performs an effect soon, whatever is durable
   */
  <S> Engine<S, FrameworkEvent> guest(Engine<S, FrameworkEvent> shipped, Consumer<Effect> early) {
    return switch (this) {
      case INTENT_NOT_COMMITTED -> new Leaking<>(shipped, KitEffect.Accept.class, early);
      case ACKNOWLEDGED_EARLY -> new Leaking<>(shipped, KitEffect.Acknowledge.class, early);
      case TICK_TWICE -> CronBugs.tickTwice(shipped);
      case INTENT_LOST -> CronBugs.intentLost(shipped);
      case READY_ON_TRUST -> WebBugs.trusting(shipped);
      case KILL_FORGOTTEN -> WebBugs.forgiving(shipped);
      case LAUNCHED_AGAIN -> WebBugs.again(shipped);
      case NUMBER_TWICE -> WebBugs.miscounting(shipped);
      case NEEDS_FORGOTTEN -> CiBugs.impatient(shipped);
      case RESOURCE_SHARED -> CiBugs.crowding(shipped);
      case JOB_LAUNCHED_AGAIN -> CiBugs.again(shipped);
      case STOP_FORGOTTEN -> CiBugs.forgiving(shipped);
      case JOB_NUMBER_TWICE -> CiBugs.miscounting(shipped);
      case GATHERING_FORGOTTEN -> CiBugs.incurious(shipped, CiEffect.Gather.class);
      case LOG_FORGOTTEN -> CiBugs.incurious(shipped, CiEffect.KeepLog.class);
      case ARTIFACTS_LOST -> CiBugs.content(shipped);
      default -> shipped;
    };
  }

  /** Tasks whose id ends in 7 are never acknowledged. */
  private static Engine<MasterState, MasterEvent> deafFor(
      Engine<MasterState, MasterEvent> shipped) {
    return new Wrapped<>(shipped) {
      @Override
      public Step<MasterState> step(MasterState state, MasterEvent event, Tick tick) {
        return event instanceof MasterEvent.FrameworkCalled called
                && called.body() instanceof FrameworkCall.Acknowledge ack
                && ack.task().value().endsWith("7")
            ? Step.none(state)
            : super.step(state, event, tick);
      }
    };
  }

  /** Every refusal is over as soon as it is made. */
  private static Engine<MasterState, MasterEvent> forgetful(
      Engine<MasterState, MasterEvent> shipped) {
    return new Wrapped<>(shipped) {
      @Override
      public Step<MasterState> step(MasterState state, MasterEvent event, Tick tick) {
        Step<MasterState> step = super.step(state, event, tick);
        if (!(event instanceof MasterEvent.FrameworkCalled called)
            || !(called.body() instanceof FrameworkCall.Decline)) {
          return step;
        }
        Tick later =
            new Tick(tick.nanos() + Duration.ofDays(1).toNanos(), tick.wall(), tick.random());
        var id = step.state().sessions().get(called.session());
        if (id == null) {
          return step;
        }
        Step<MasterState> forgotten =
            super.step(step.state(), new MasterEvent.RefusalsTimedOut(id), later);
        return joined(step, forgotten);
      }
    };
  }

  private static Step<MasterState> joined(Step<MasterState> first, Step<MasterState> second) {
    List<Change> changes = new ArrayList<>(first.changes());
    changes.addAll(second.changes());
    var effects = new ArrayList<>(first.effects());
    effects.addAll(second.effects());
    return new Step<>(second.state(), changes, effects);
  }

  private static Engine<AgentState, AgentEvent> optimistic(Engine<AgentState, AgentEvent> shipped) {
    return new Wrapped<>(shipped) {
      @Override
      public Step<AgentState> step(AgentState state, AgentEvent event, Tick tick) {
        return super.step(
            state,
            event instanceof AgentEvent.Probed probed
                    && probed.outcome() == AgentEvent.Outcome.FAILED
                ? new AgentEvent.Probed(
                    probed.container(),
                    probed.kind(),
                    probed.attempt(),
                    AgentEvent.Outcome.UNKNOWN,
                    probed.detail())
                : event,
            tick);
      }
    };
  }

  /** Whatever term, stream or registration a message has, the agent takes it for its own. */
  private static Engine<AgentState, AgentEvent> obedient(Engine<AgentState, AgentEvent> shipped) {
    return new Wrapped<>(shipped) {
      @Override
      public Step<AgentState> step(AgentState state, AgentEvent event, Tick tick) {
        if (event instanceof AgentEvent.MasterSaid said) {
          FromMaster message = said.message();
          long term = Math.max(message.term(), state.checkpoint().term());
          long registration =
              message.body() instanceof ToAgent.Registered
                  ? message.registration()
                  : state.link().registration();
          return super.step(
              state,
              new AgentEvent.MasterSaid(
                  state.link().stream(), new FromMaster(term, registration, message.body())),
              tick);
        }
        return super.step(state, event, tick);
      }
    };
  }
}
