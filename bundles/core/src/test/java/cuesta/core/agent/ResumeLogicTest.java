package cuesta.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.ContainerId;
import cuesta.api.TaskState;
import cuesta.api.framework.Fetch;
import cuesta.core.message.Launch;
import cuesta.engine.Effect;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResumeLogicTest {
  @Test
  void eachPhaseIsTakenUpWhereItWasLeft() {
    Agent agent = Agent.registered();
    ContainerId requested = agent.bring("requested", Phase.REQUESTED);
    ContainerId prepared = agent.bring("prepared", Phase.PREPARED);
    agent.bring("launched", Phase.LAUNCHED);
    ContainerId exited = agent.bring("exited", Phase.EXITED);
    agent.bring("cleaned", Phase.CLEANED);
    agent.restart();
    assertEquals(List.of(), effectsOn(agent.on(new AgentEvent.StreamOpened(2))));
    agent.begin();
    assertEquals(
        List.of(requested, prepared).stream().sorted().toList(),
        agent.effects(AgentEffect.Prepare.class).stream()
            .map(AgentEffect.Prepare::container)
            .toList());
    assertEquals(exited, agent.effect(AgentEffect.Cleanup.class).container());
    assertEquals(3, effectsOn(agent).size(), "and nothing else");
    assertEquals(1, agent.effects(AgentEffect.Send.class).size(), "then it registers");
  }

  private static List<AgentEffect.OnContainer> effectsOn(Agent agent) {
    return agent.effects(AgentEffect.OnContainer.class);
  }

  @Test
  void whatWasPreparedIsPreparedAndLaunchedAgainWithTheSamePlan() {
    Agent agent = Agent.registered();
    agent.hears(new cuesta.core.message.ToAgent.LaunchTask(Agent.launch("t")));
    Plan plan = agent.effect(AgentEffect.Prepare.class).plan();
    agent.on(new AgentEvent.Prepared(plan.container(), Agent.RECORDS));
    agent.restart().begin();
    assertEquals(plan, agent.effect(AgentEffect.Prepare.class).plan());
    agent.on(new AgentEvent.Prepared(plan.container(), Agent.RECORDS));
    assertEquals(List.of(), agent.changes, "nothing new to write");
    assertEquals(plan, agent.effect(AgentEffect.LaunchContainer.class).plan());
    agent.on(new AgentEvent.Launched(plan.container(), Agent.LAUNCHED));
    assertEquals(TaskState.RUNNING, agent.state.checkpoint().task(Agent.key("t")).state());
  }

  @Test
  void whatATaskBringsAlongIsFetchedAgainUntilItWasPreparedAndNeverAfterwards() {
    Fetch tree = Fetch.tree("0123456789abcdef".repeat(4), "src");
    Launch plain = Agent.launch("t");
    Launch launch =
        new Launch(
            plain.framework(), plain.role(), plain.user(), plain.task().withFetch(List.of(tree)));
    Agent agent = Agent.registered();
    ContainerId id = agent.bring(launch, Phase.REQUESTED);
    assertEquals(List.of(tree), agent.effect(AgentEffect.Prepare.class).plan().fetch());
    agent.restart().begin();
    assertEquals(List.of(tree), agent.effect(AgentEffect.Prepare.class).plan().fetch());
    agent.on(new AgentEvent.Prepared(id, Agent.RECORDS));
    // From here on its command may be at work with what was fetched.
    agent.restart().begin();
    assertEquals(List.of(), agent.effect(AgentEffect.Prepare.class).plan().fetch());
  }

  @Test
  void anEndReportedBeforeTheIsolatorsAreThereIsLookedIntoLater() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.LAUNCHED);
    agent.restart();
    agent.on(new AgentEvent.Exited(id, 5));
    assertEquals(List.of(), effectsOn(agent));
    agent.begin();
    assertEquals(List.of(new AgentEffect.Diagnose(id)), effectsOn(agent));
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
    agent.assertEnds(TaskState.FAILED, "COMMAND_FAILED");
  }

  @Test
  void manyContainersAreTakenUpInBatches() {
    Agent agent = Agent.registered();
    for (int i = 0; i < Limits.BATCH + 7; i++) {
      agent.bring("t" + i, Phase.REQUESTED);
    }
    agent.restart().begin();
    assertEquals(Limits.BATCH, agent.effects(AgentEffect.Prepare.class).size());
    agent.on((AgentEvent) agent.effect(Effect.Again.class).event());
    assertEquals(7, agent.effects(AgentEffect.Prepare.class).size());
  }

  @Test
  void aSwapOfAnIsolatorTakesNothingUpTwice() {
    Agent agent = Agent.registered();
    agent.bring("t", Phase.REQUESTED);
    agent.on(new AgentEvent.SlotsReady(false, Optional.empty()));
    agent.begin();
    assertEquals(List.of(), agent.effects);
  }

  @ParameterizedTest
  @EnumSource(names = {"REQUESTED", "PREPARED", "LAUNCHED"})
  void whatTheMachineTookWithItIsGoneAndNotStartedAgain(Phase phase) {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", phase);
    agent.reboot().begin();
    assertEquals(List.of(new AgentEffect.Diagnose(id)), effectsOn(agent));
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
    agent.assertEnds(TaskState.GONE, "SUPERVISOR_LOST");
    assertEquals(new AgentEffect.Cleanup(id), agent.effect(AgentEffect.Cleanup.class));
  }

  @ParameterizedTest
  @EnumSource(names = {"EXITED", "CLEANED"})
  void whatHadEndedBeforeTheRebootKeepsItsEnd(Phase phase) {
    Agent agent = Agent.registered();
    agent.bring("t", phase);
    TaskState ended = agent.state.checkpoint().task(Agent.key("t")).state();
    agent.reboot().begin();
    assertEquals(ended, agent.state.checkpoint().task(Agent.key("t")).state());
  }
}
