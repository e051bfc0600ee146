package cuesta.core.edge.agent;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.TaskId;
import cuesta.api.UpdateId;
import cuesta.core.agent.AgentChange;
import cuesta.core.agent.Kept;
import cuesta.core.edge.link.TaskCodec;
import cuesta.core.edge.link.ValueCodec;
import cuesta.protocol.v1.AgentBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Batches of changes as they are written to disk. */
final class ChangeCodec {
  private ChangeCodec() {}

  static byte[] write(List<? extends AgentChange> changes) {
    AgentBatch.Builder batch = AgentBatch.newBuilder();
    for (AgentChange change : changes) {
      batch.addChanges(write(change));
    }
    return batch.build().toByteArray();
  }

  private static cuesta.protocol.v1.AgentChange write(AgentChange change) {
    cuesta.protocol.v1.AgentChange.Builder out = cuesta.protocol.v1.AgentChange.newBuilder();
    switch (change) {
      case AgentChange.AgentIdAssigned c -> out.getIdAssignedBuilder().setId(c.id().value());
      case AgentChange.AgentIdForgotten c -> out.getIdForgottenBuilder();
      case AgentChange.TermSeen c -> out.getTermSeenBuilder().setTerm(c.term());
      case AgentChange.ContainerRequested c ->
          out.getRequestedBuilder()
              .setContainer(c.container().value())
              .setAgent(c.agent().value())
              .setLaunch(TaskCodec.write(c.launch()))
              .setAt(ValueCodec.write(c.at()));
      case AgentChange.ContainerPrepared c ->
          out.getPreparedBuilder()
              .setContainer(c.container().value())
              .addAllRecords(c.records().stream().map(ChangeCodec::write).toList());
      case AgentChange.ContainerLaunched c ->
          out.getLaunchedBuilder().setContainer(c.container().value()).setRecord(write(c.record()));
      case AgentChange.KillRequested c -> {
        var kill =
            out.getKillBuilder().setContainer(c.container().value()).setGraceMs(c.graceMillis());
        c.limit().ifPresent(limit -> kill.setLimit(ValueCodec.write(limit)));
      }
      case AgentChange.ContainerExited c -> {
        var exited = out.getExitedBuilder().setContainer(c.container().value());
        c.status().ifPresent(exited::setStatus);
      }
      case AgentChange.ContainerRemoved c ->
          out.getRemovedBuilder().setContainer(c.container().value());
      case AgentChange.UpdateCreated c ->
          out.getUpdateBuilder()
              .setFramework(c.framework().value())
              .setUpdate(TaskCodec.write(c.update()));
      case AgentChange.UpdateAcknowledged c ->
          out.getAcknowledgedBuilder()
              .setFramework(c.framework().value())
              .setTask(c.task().value())
              .setUpdate(c.update().value());
      case AgentChange.FrameworkForgotten c ->
          out.getForgottenBuilder().setFramework(c.framework().value());
    }
    return out.build();
  }

  private static cuesta.protocol.v1.Kept write(Kept kept) {
    return cuesta.protocol.v1.Kept.newBuilder()
        .setOwner(kept.owner())
        .setSchema(kept.schema())
        .setState(ByteString.copyFrom(kept.state()))
        .build();
  }

  /**
   * Reads a batch whose checksum was right.
   *
   * @throws InvalidProtocolBufferException if it is nothing that any version ever wrote
   * @throws NewerException if a newer version wrote it
   */
  static List<AgentChange> read(byte[] bytes)
      throws InvalidProtocolBufferException, NewerException {
    AgentBatch batch = AgentBatch.parseFrom(bytes);
    List<AgentChange> changes = new ArrayList<>(batch.getChangesCount());
    for (cuesta.protocol.v1.AgentChange change : batch.getChangesList()) {
      try {
        changes.add(read(change));
      } catch (IllegalArgumentException e) {
        throw new InvalidProtocolBufferException(new java.io.IOException(e.getMessage(), e));
      }
    }
    return changes;
  }

  private static AgentChange read(cuesta.protocol.v1.AgentChange change) throws NewerException {
    return switch (change.getBodyCase()) {
      case ID_ASSIGNED ->
          new AgentChange.AgentIdAssigned(new AgentId(change.getIdAssigned().getId()));
      case ID_FORGOTTEN -> new AgentChange.AgentIdForgotten();
      case TERM_SEEN -> new AgentChange.TermSeen(change.getTermSeen().getTerm());
      case REQUESTED -> {
        cuesta.protocol.v1.ContainerRequested c = change.getRequested();
        yield new AgentChange.ContainerRequested(
            new ContainerId(c.getContainer()),
            new AgentId(c.getAgent()),
            TaskCodec.read(c.getLaunch()),
            ValueCodec.read(c.getAt()));
      }
      case PREPARED ->
          new AgentChange.ContainerPrepared(
              new ContainerId(change.getPrepared().getContainer()),
              change.getPrepared().getRecordsList().stream().map(ChangeCodec::read).toList());
      case LAUNCHED ->
          new AgentChange.ContainerLaunched(
              new ContainerId(change.getLaunched().getContainer()),
              read(change.getLaunched().getRecord()));
      case KILL -> read(change.getKill());
      case EXITED -> read(change.getExited());
      case REMOVED ->
          new AgentChange.ContainerRemoved(new ContainerId(change.getRemoved().getContainer()));
      case UPDATE ->
          new AgentChange.UpdateCreated(
              new FrameworkId(change.getUpdate().getFramework()),
              TaskCodec.read(change.getUpdate().getUpdate()));
      case ACKNOWLEDGED ->
          new AgentChange.UpdateAcknowledged(
              new FrameworkId(change.getAcknowledged().getFramework()),
              new TaskId(change.getAcknowledged().getTask()),
              new UpdateId(change.getAcknowledged().getUpdate()));
      case FORGOTTEN ->
          new AgentChange.FrameworkForgotten(new FrameworkId(change.getForgotten().getFramework()));
      case BODY_NOT_SET -> throw new NewerException("it holds a change unknown to this version");
    };
  }

  private static Kept read(cuesta.protocol.v1.Kept kept) {
    return new Kept(kept.getOwner(), kept.getSchema(), kept.getState().toByteArray());
  }

  private static AgentChange read(cuesta.protocol.v1.KillRequested kill) {
    return new AgentChange.KillRequested(
        new ContainerId(kill.getContainer()),
        kill.getGraceMs(),
        kill.hasLimit() ? Optional.of(ValueCodec.read(kill.getLimit())) : Optional.empty());
  }

  private static AgentChange read(cuesta.protocol.v1.ContainerExited exited) {
    return new AgentChange.ContainerExited(
        new ContainerId(exited.getContainer()),
        exited.hasStatus() ? OptionalInt.of(exited.getStatus()) : OptionalInt.empty());
  }
}
