package cuesta.core.edge.link;

import static cuesta.core.edge.link.ValueCodec.when;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.UpdateId;
import cuesta.core.message.FromMaster;
import cuesta.core.message.ToAgent;
import cuesta.core.message.ToMaster;

/**
 * What master and agent say to each other, between records and protobuf. Heartbeats are the edge's
 * own and have no record.
 */
final class LinkCodec {
  private LinkCodec() {}

  static cuesta.protocol.v1.FromAgent write(ToMaster message) {
    return switch (message) {
      case ToMaster.Register m -> {
        cuesta.protocol.v1.Register.Builder out =
            cuesta.protocol.v1.Register.newBuilder()
                .setNonce(m.nonce())
                .setInfo(TaskCodec.write(m.info()));
        m.id().ifPresent(id -> out.setId(id.value()));
        m.tasks().forEach(task -> out.addTasks(TaskCodec.write(task)));
        yield cuesta.protocol.v1.FromAgent.newBuilder().setRegister(out).build();
      }
      case ToMaster.Update m ->
          cuesta.protocol.v1.FromAgent.newBuilder()
              .setUpdate(
                  cuesta.protocol.v1.Update.newBuilder()
                      .setFramework(m.framework().value())
                      .setUpdate(TaskCodec.write(m.update()))
                      .setLatest(m.latest().number()))
              .build();
    };
  }

  /**
   * From the wire.
   *
   * @throws IllegalArgumentException if it is nothing this version knows
   */
  static ToMaster read(cuesta.protocol.v1.FromAgent message) {
    return switch (message.getBodyCase()) {
      case REGISTER -> {
        cuesta.protocol.v1.Register m = message.getRegister();
        yield new ToMaster.Register(
            m.getNonce(),
            when(m.hasId(), () -> new AgentId(m.getId())),
            TaskCodec.read(m.getInfo()),
            m.getTasksList().stream().map(TaskCodec::read).toList());
      }
      case UPDATE ->
          new ToMaster.Update(
              new FrameworkId(message.getUpdate().getFramework()),
              TaskCodec.read(message.getUpdate().getUpdate()),
              TaskState.ofNumber(message.getUpdate().getLatest()));
      default -> throw new IllegalArgumentException("unknown message " + message.getBodyCase());
    };
  }

  static cuesta.protocol.v1.FromMaster write(FromMaster message) {
    cuesta.protocol.v1.FromMaster.Builder out =
        cuesta.protocol.v1.FromMaster.newBuilder()
            .setTerm(message.term())
            .setRegistration(message.registration());
    switch (message.body()) {
      case ToAgent.Registered m ->
          out.setRegistered(
              cuesta.protocol.v1.Registered.newBuilder().setNonce(m.nonce()).setId(m.id().value()));
      case ToAgent.Refuse m ->
          out.setRefuse(
              cuesta.protocol.v1.Refuse.newBuilder()
                  .setNonce(m.nonce())
                  .setWhy(ValueCodec.write(m.why()))
                  .setForGood(m.forGood()));
      case ToAgent.LaunchTask m ->
          out.setLaunch(
              cuesta.protocol.v1.LaunchTask.newBuilder().setLaunch(TaskCodec.write(m.launch())));
      case ToAgent.KillTask m ->
          out.setKill(
              cuesta.protocol.v1.KillTask.newBuilder()
                  .setFramework(m.framework().value())
                  .setTask(m.task().value())
                  .setGraceMs(m.graceMillis()));
      case ToAgent.Acknowledge m ->
          out.setAcknowledge(
              cuesta.protocol.v1.Acknowledge.newBuilder()
                  .setFramework(m.framework().value())
                  .setTask(m.task().value())
                  .setUpdate(m.update().value()));
      case ToAgent.Shutdown m ->
          out.setShutdown(
              cuesta.protocol.v1.Shutdown.newBuilder().setFramework(m.framework().value()));
    }
    return out.build();
  }

  /**
   * From the wire.
   *
   * @throws IllegalArgumentException if it is nothing this version knows
   */
  static FromMaster read(cuesta.protocol.v1.FromMaster message) {
    return new FromMaster(message.getTerm(), message.getRegistration(), body(message));
  }

  private static ToAgent body(cuesta.protocol.v1.FromMaster message) {
    return switch (message.getBodyCase()) {
      case REGISTERED ->
          new ToAgent.Registered(
              message.getRegistered().getNonce(), new AgentId(message.getRegistered().getId()));
      case REFUSE ->
          new ToAgent.Refuse(
              message.getRefuse().getNonce(),
              ValueCodec.read(message.getRefuse().getWhy()),
              message.getRefuse().getForGood());
      case LAUNCH -> new ToAgent.LaunchTask(TaskCodec.read(message.getLaunch().getLaunch()));
      case KILL ->
          new ToAgent.KillTask(
              new FrameworkId(message.getKill().getFramework()),
              new TaskId(message.getKill().getTask()),
              message.getKill().getGraceMs());
      case ACKNOWLEDGE ->
          new ToAgent.Acknowledge(
              new FrameworkId(message.getAcknowledge().getFramework()),
              new TaskId(message.getAcknowledge().getTask()),
              new UpdateId(message.getAcknowledge().getUpdate()));
      case SHUTDOWN -> new ToAgent.Shutdown(new FrameworkId(message.getShutdown().getFramework()));
      default -> throw new IllegalArgumentException("unknown message " + message.getBodyCase());
    };
  }
}
