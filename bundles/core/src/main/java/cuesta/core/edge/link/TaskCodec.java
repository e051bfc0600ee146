package cuesta.core.edge.link;

import static cuesta.core.edge.link.ValueCodec.when;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.UpdateId;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.Fetch;
import cuesta.api.framework.TaskInfo;
import cuesta.core.message.AgentInfo;
import cuesta.core.message.Launch;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskReport;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Tasks and their updates, between records and protobuf. */
public final class TaskCodec {
  private TaskCodec() {}

  static cuesta.protocol.v1.TaskInfo write(TaskInfo task) {
    CommandInfo command = task.command();
    cuesta.protocol.v1.CommandInfo.Builder out =
        cuesta.protocol.v1.CommandInfo.newBuilder()
            .setShell(command.shell())
            .setValue(command.value())
            .addAllArguments(command.arguments())
            .putAllEnvironment(command.environment());
    command.user().ifPresent(out::setUser);
    cuesta.protocol.v1.TaskInfo.Builder whole =
        cuesta.protocol.v1.TaskInfo.newBuilder()
            .setId(task.id().value())
            .setName(task.name())
            .setResources(ValueCodec.write(task.resources()))
            .setCommand(out)
            .setKillGraceMs(ValueCodec.millis(task.killGrace()))
            .putAllLabels(task.labels());
    task.health().ifPresent(check -> whole.setHealth(CheckCodec.write(check)));
    task.readiness().ifPresent(check -> whole.setReadiness(CheckCodec.write(check)));
    task.fetch().forEach(fetch -> whole.addFetch(write(fetch)));
    return whole.build();
  }

  static TaskInfo read(cuesta.protocol.v1.TaskInfo task) {
    cuesta.protocol.v1.CommandInfo command = task.getCommand();
    return new TaskInfo(
        new TaskId(task.getId()),
        task.getName(),
        ValueCodec.read(task.getResources()),
        new CommandInfo(
            command.getShell(),
            command.getValue(),
            command.getArgumentsList(),
            new TreeMap<>(command.getEnvironmentMap()),
            when(command.hasUser(), command::getUser)),
        Duration.ofMillis(task.getKillGraceMs()),
        new TreeMap<>(task.getLabelsMap()),
        when(task.hasHealth(), () -> CheckCodec.read(task.getHealth())),
        when(task.hasReadiness(), () -> CheckCodec.read(task.getReadiness())),
        task.getFetchList().stream().map(TaskCodec::read).toList());
  }

  private static cuesta.protocol.v1.Fetch write(Fetch fetch) {
    return cuesta.protocol.v1.Fetch.newBuilder()
        .setUri(fetch.uri())
        .setPath(fetch.path())
        .setExtract(fetch.extract())
        .setExecutable(fetch.executable())
        .build();
  }

  private static Fetch read(cuesta.protocol.v1.Fetch fetch) {
    return new Fetch(fetch.getUri(), fetch.getPath(), fetch.getExtract(), fetch.getExecutable());
  }

  /**
   * To the wire.
   *
   * @param launch a launch
   * @return its message
   */
  public static cuesta.protocol.v1.Launch write(Launch launch) {
    return cuesta.protocol.v1.Launch.newBuilder()
        .setFramework(launch.framework().value())
        .setRole(launch.role().value())
        .setUser(launch.user())
        .setTask(write(launch.task()))
        .build();
  }

  /**
   * From the wire.
   *
   * @param launch a message
   * @return the launch
   */
  public static Launch read(cuesta.protocol.v1.Launch launch) {
    return new Launch(
        new FrameworkId(launch.getFramework()),
        new RoleId(launch.getRole()),
        launch.getUser(),
        read(launch.getTask()));
  }

  /**
   * To the wire.
   *
   * @param update an update
   * @return its message
   */
  public static cuesta.protocol.v1.StatusUpdate write(StatusUpdate update) {
    cuesta.protocol.v1.StatusUpdate.Builder out =
        cuesta.protocol.v1.StatusUpdate.newBuilder()
            .setTask(update.task().value())
            .setState(update.state().number())
            .setTime(ValueCodec.write(update.time()));
    update.id().ifPresent(id -> out.setId(id.value()));
    update.agent().ifPresent(agent -> out.setAgent(agent.value()));
    update.container().ifPresent(container -> out.setContainer(container.value()));
    update.reason().ifPresent(reason -> out.setReason(ValueCodec.write(reason)));
    update.exit().ifPresent(out::setExit);
    update.healthy().ifPresent(out::setHealthy);
    update.ready().ifPresent(out::setReady);
    return out.build();
  }

  /**
   * From the wire.
   *
   * @param update a message
   * @return the update
   */
  public static StatusUpdate read(cuesta.protocol.v1.StatusUpdate update) {
    return new StatusUpdate(
        when(update.hasId(), () -> new UpdateId(update.getId())),
        new TaskId(update.getTask()),
        when(update.hasAgent(), () -> new AgentId(update.getAgent())),
        when(update.hasContainer(), () -> new ContainerId(update.getContainer())),
        TaskState.ofNumber(update.getState()),
        when(update.hasReason(), () -> ValueCodec.read(update.getReason())),
        update.hasExit() ? OptionalInt.of(update.getExit()) : OptionalInt.empty(),
        ValueCodec.read(update.getTime()),
        when(update.hasHealthy(), update::getHealthy),
        when(update.hasReady(), update::getReady));
  }

  static cuesta.protocol.v1.TaskReport write(TaskReport report) {
    return cuesta.protocol.v1.TaskReport.newBuilder()
        .setLaunch(write(report.launch()))
        .setStatus(write(report.status()))
        .setLatest(report.latest().number())
        .build();
  }

  static TaskReport read(cuesta.protocol.v1.TaskReport report) {
    return new TaskReport(
        read(report.getLaunch()), read(report.getStatus()), TaskState.ofNumber(report.getLatest()));
  }

  static cuesta.protocol.v1.AgentInfo write(AgentInfo info) {
    return cuesta.protocol.v1.AgentInfo.newBuilder()
        .setHost(info.host())
        .setUrl(info.url())
        .setTotal(ValueCodec.write(info.total()))
        .putAllAttributes(info.attributes())
        .putAllFacts(info.facts())
        .build();
  }

  static AgentInfo read(cuesta.protocol.v1.AgentInfo info) {
    return new AgentInfo(
        info.getHost(),
        info.getUrl(),
        ValueCodec.read(info.getTotal()),
        new TreeMap<>(info.getAttributesMap()),
        new TreeMap<>(info.getFactsMap()));
  }
}
