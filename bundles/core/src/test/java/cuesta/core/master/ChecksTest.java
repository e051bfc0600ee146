package cuesta.core.master;

import static cuesta.core.master.MasterScript.SMALL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.cluster.EventView;
import cuesta.api.framework.Check;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.Probe;
import cuesta.api.framework.TaskAt;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.core.message.Launch;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskReport;
import cuesta.core.message.ToAgent;
import cuesta.core.message.ToMaster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What agents say of their tasks' checks, on its way to frameworks and doors. */
class ChecksTest {
  private static final TaskId T = new TaskId("t");
  private static final Optional<Boolean> YES = Optional.of(true);
  private static final Optional<Boolean> NO = Optional.of(false);
  private static final Optional<Boolean> NOTHING = Optional.empty();

  private final MasterScript master = MasterScript.leading();
  private final AgentId agent = master.agent(1, "h1");
  private final FrameworkId framework = master.framework(1, "f");

  private static Optional<Check> check(Probe probe) {
    Duration second = Duration.ofSeconds(1);
    return Optional.of(new Check(probe, second, second, second, second, 3));
  }

  private static TaskInfo task(Resources resources, Optional<Check> health, Optional<Check> ready) {
    return new TaskInfo(
        T,
        "t",
        resources,
        CommandInfo.shell("serve"),
        Duration.ZERO,
        new TreeMap<>(),
        health,
        ready);
  }

  private Launch launch() {
    master.accept(
        1,
        master.offer(framework, agent, SMALL),
        task(SMALL, check(Probe.tcp(80)), check(Probe.tcp(80))));
    return master.effect(ToAgent.LaunchTask.class).launch();
  }

  private StatusUpdate says(TaskState state, Optional<Boolean> healthy, Optional<Boolean> ready) {
    StatusUpdate update = master.update(T, state).checked(healthy, ready);
    master.on(new MasterEvent.AgentSaid(1, new ToMaster.Update(framework, update, state)));
    return update;
  }

  private String lastEvent() {
    String last = "";
    for (EventView event : master.state.events(0)) {
      last = event.detail();
    }
    return last;
  }

  private void assertKnown(Optional<Boolean> healthy, Optional<Boolean> ready) {
    assertEquals(healthy, master.task(framework, "t").orElseThrow().healthy());
    assertEquals(ready, master.task(framework, "t").orElseThrow().ready());
    master.calls(1, new FrameworkCall.Reconcile(List.of(TaskAt.anywhere(T))));
    assertEquals(healthy, master.told().getFirst().healthy());
    assertEquals(ready, master.told().getFirst().ready());
  }

  @Test
  void aChangeWithinTheSameStateReachesTheFrameworkTheTaskAndReconciliation() {
    launch();
    assertKnown(NOTHING, NO);
    says(TaskState.RUNNING, NOTHING, NO);
    assertKnown(NOTHING, NO);
    StatusUpdate ready = says(TaskState.RUNNING, YES, YES);
    assertEquals(List.of(ready), master.told());
    assertEquals("healthy, ready", lastEvent());
    assertKnown(YES, YES);
    StatusUpdate sick = says(TaskState.RUNNING, NO, YES);
    assertEquals(List.of(sick), master.told());
    assertEquals("unhealthy, ready", lastEvent());
    assertKnown(NO, YES);
    says(TaskState.KILLED, NO, YES);
    assertKnown(NO, NO);
  }

  @Test
  void aNewLeaderLearnsItFromTheAgentsReport() {
    Launch launch = launch();
    StatusUpdate update = master.update(T, TaskState.RUNNING).checked(YES, YES);
    master.on(new MasterEvent.AgentStreamBroken(1));
    master.registers(
        2, Optional.of(agent), "h1", new TaskReport(launch, update, TaskState.RUNNING));
    assertKnown(YES, YES);
  }

  @Test
  void whatIsKnownToHaveEndedIsNotReadyWhateverWaitsToBeSaid() {
    launch();
    StatusUpdate ready = says(TaskState.RUNNING, YES, YES);
    master.on(
        new MasterEvent.AgentSaid(1, new ToMaster.Update(framework, ready, TaskState.FINISHED)));
    assertKnown(YES, NO);
  }

  @Test
  void whatTheMasterSaysByItselfRepeatsIt() {
    launch();
    says(TaskState.RUNNING, YES, YES);
    master.on(new MasterEvent.AgentStreamBroken(1));
    master.fires(master.timer("agent:"));
    StatusUpdate away = master.told().getFirst();
    assertEquals(YES, away.healthy());
    assertEquals(YES, away.ready());
  }

  @ParameterizedTest
  @CsvSource({"http, health", "http, readiness", "tcp, health", "tcp, readiness"})
  void aCheckOfTheFirstPortOfATaskWithoutPortsIsRefused(String type, String field) {
    Optional<Check> check = check(new Probe(type, 0, "/", List.of()));
    TaskInfo task =
        field.equals("health")
            ? task(SMALL, check, Optional.empty())
            : task(SMALL, Optional.empty(), check);
    master.accept(1, master.offer(framework, agent, SMALL), task);
    assertEquals("ERROR " + Reasons.TASK_INVALID, master.toldBriefly());
    assertEquals(
        field + ".port is 0, the task's first port, but it asks for no ports",
        master.told().getFirst().reason().orElseThrow().detail());
    assertEquals(List.of(), master.toAgents(ToAgent.LaunchTask.class));
  }

  @Test
  void aCommandNeedsNoPortAndANamedOneIsNotAskedFor() {
    Optional<Check> command = check(Probe.command(List.of("/bin/true")));
    master.accept(
        1, master.offer(framework, agent, SMALL), task(SMALL, command, check(Probe.tcp(80))));
    assertEquals(command, master.effect(ToAgent.LaunchTask.class).launch().task().health());
  }
}
