package cuesta.core.edge.link;

import static cuesta.core.edge.link.ValueCodec.when;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.ha.UnreadableException;
import cuesta.core.edge.master.RegistryCodec;
import cuesta.core.master.RegistryChange;
import java.io.IOException;

/** The registry's changes as protobuf messages. */
public final class ProtoRegistryCodec implements RegistryCodec {
  /** What this version writes, and the highest it reads. */
  private static final int SCHEMA = 1;

  @Override
  public byte[] encode(RegistryChange change) {
    cuesta.protocol.v1.RegistryChange.Builder out =
        cuesta.protocol.v1.RegistryChange.newBuilder().setSchema(SCHEMA);
    switch (change) {
      case RegistryChange.LeaderStarted c ->
          out.setLeaderStarted(
              cuesta.protocol.v1.LeaderStarted.newBuilder()
                  .setTerm(c.term())
                  .setMasterId(c.masterId()));
      case RegistryChange.AgentAdmitted c ->
          out.setAgentAdmitted(
              cuesta.protocol.v1.AgentAdmitted.newBuilder()
                  .setId(c.id().value())
                  .setInfo(TaskCodec.write(c.info())));
      case RegistryChange.AgentUnreachable c ->
          out.setAgentUnreachable(
              cuesta.protocol.v1.AgentUnreachable.newBuilder()
                  .setId(c.id().value())
                  .setSince(ValueCodec.write(c.since())));
      case RegistryChange.AgentRemoved c ->
          out.setAgentRemoved(
              cuesta.protocol.v1.AgentRemoved.newBuilder()
                  .setId(c.id().value())
                  .setAt(ValueCodec.write(c.at())));
      case RegistryChange.FrameworkRegistered c -> out.setFrameworkRegistered(framework(c));
      case RegistryChange.FrameworkLeft c ->
          out.setFrameworkLeft(
              cuesta.protocol.v1.FrameworkLeft.newBuilder()
                  .setId(c.id().value())
                  .setDeadline(ValueCodec.write(c.deadline())));
      case RegistryChange.FrameworkRemoved c ->
          out.setFrameworkRemoved(
              cuesta.protocol.v1.FrameworkRemoved.newBuilder()
                  .setId(c.id().value())
                  .setAt(ValueCodec.write(c.at())));
      case RegistryChange.RoleSet c -> out.setRoleSet(role(c));
      case RegistryChange.StoreWritten c -> out.setStoreWritten(store(c));
    }
    return out.build().toByteArray();
  }

  private static cuesta.protocol.v1.FrameworkRegistered framework(
      RegistryChange.FrameworkRegistered change) {
    return cuesta.protocol.v1.FrameworkRegistered.newBuilder()
        .setId(change.id().value())
        .setInfo(ValueCodec.write(change.info()))
        .setPrincipal(ValueCodec.write(change.principal()))
        .setInProcess(change.inProcess())
        .build();
  }

  private static cuesta.protocol.v1.RoleSet role(RegistryChange.RoleSet change) {
    cuesta.protocol.v1.RoleSet.Builder out =
        cuesta.protocol.v1.RoleSet.newBuilder()
            .setRole(change.role().value())
            .setWeight(change.weight())
            .setGuarantee(ValueCodec.write(change.guarantee()))
            .setLimited(change.limit().isPresent());
    change.limit().ifPresent(limit -> out.setLimit(ValueCodec.write(limit)));
    return out.build();
  }

  private static cuesta.protocol.v1.StoreWritten store(RegistryChange.StoreWritten change) {
    cuesta.protocol.v1.StoreWritten.Builder out =
        cuesta.protocol.v1.StoreWritten.newBuilder()
            .setFramework(change.framework().value())
            .addAllRemoved(change.removed());
    for (FrameworkStore.Entry entry : change.written()) {
      out.addWritten(
          cuesta.protocol.v1.StoreEntry.newBuilder()
              .setKey(entry.key())
              .setVersion(entry.version())
              .setSchema(entry.schema())
              .setValue(ByteString.copyFrom(entry.value())));
    }
    return out.build();
  }

  @Override
  public RegistryChange decode(byte[] bytes) throws IOException {
    cuesta.protocol.v1.RegistryChange change;
    try {
      change = cuesta.protocol.v1.RegistryChange.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw corrupt(e.getMessage(), e);
    }
    boolean unknown =
        change.getBodyCase() == cuesta.protocol.v1.RegistryChange.BodyCase.BODY_NOT_SET;
    if (change.getSchema() < 1 || (unknown && change.getUnknownFields().asMap().isEmpty())) {
      throw corrupt("it says nothing", null);
    }
    if (change.getSchema() > SCHEMA || unknown) {
      throw new UnreadableException(
          Reason.of(
              Reasons.DATA_NEWER,
              "the registry",
              "was written by a newer version (schema "
                  + change.getSchema()
                  + ", this one reads up to "
                  + SCHEMA
                  + ")",
              "start that version, or give another --work-dir or ZooKeeper path"));
    }
    try {
      return body(change);
    } catch (IllegalArgumentException e) {
      throw corrupt(e.getMessage(), e);
    }
  }

  private static IOException corrupt(String how, Throwable cause) {
    UnreadableException corrupt =
        new UnreadableException(
            Reason.of(
                Reasons.DATA_CORRUPT,
                "the registry",
                "holds a damaged change: " + how,
                "start another master of the cluster, or restore the registry from a copy"));
    corrupt.initCause(cause);
    return corrupt;
  }

  private static RegistryChange body(cuesta.protocol.v1.RegistryChange change) {
    return switch (change.getBodyCase()) {
      case LEADER_STARTED ->
          new RegistryChange.LeaderStarted(
              change.getLeaderStarted().getTerm(), change.getLeaderStarted().getMasterId());
      case AGENT_ADMITTED ->
          new RegistryChange.AgentAdmitted(
              new AgentId(change.getAgentAdmitted().getId()),
              TaskCodec.read(change.getAgentAdmitted().getInfo()));
      case AGENT_UNREACHABLE ->
          new RegistryChange.AgentUnreachable(
              new AgentId(change.getAgentUnreachable().getId()),
              ValueCodec.read(change.getAgentUnreachable().getSince()));
      case AGENT_REMOVED ->
          new RegistryChange.AgentRemoved(
              new AgentId(change.getAgentRemoved().getId()),
              ValueCodec.read(change.getAgentRemoved().getAt()));
      case FRAMEWORK_REGISTERED -> framework(change.getFrameworkRegistered());
      case FRAMEWORK_LEFT ->
          new RegistryChange.FrameworkLeft(
              new FrameworkId(change.getFrameworkLeft().getId()),
              ValueCodec.read(change.getFrameworkLeft().getDeadline()));
      case FRAMEWORK_REMOVED ->
          new RegistryChange.FrameworkRemoved(
              new FrameworkId(change.getFrameworkRemoved().getId()),
              ValueCodec.read(change.getFrameworkRemoved().getAt()));
      case ROLE_SET -> role(change.getRoleSet());
      case STORE_WRITTEN -> store(change.getStoreWritten());
      default -> throw new IllegalArgumentException("unknown change " + change.getBodyCase());
    };
  }

  private static RegistryChange framework(cuesta.protocol.v1.FrameworkRegistered change) {
    return new RegistryChange.FrameworkRegistered(
        new FrameworkId(change.getId()),
        ValueCodec.read(change.getInfo()),
        ValueCodec.read(change.getPrincipal()),
        change.getInProcess());
  }

  private static RegistryChange role(cuesta.protocol.v1.RoleSet change) {
    return new RegistryChange.RoleSet(
        new RoleId(change.getRole()),
        change.getWeight(),
        ValueCodec.read(change.getGuarantee()),
        when(change.getLimited(), () -> ValueCodec.read(change.getLimit())));
  }

  private static RegistryChange store(cuesta.protocol.v1.StoreWritten change) {
    return new RegistryChange.StoreWritten(
        new FrameworkId(change.getFramework()),
        change.getWrittenList().stream().map(ProtoRegistryCodec::entry).toList(),
        change.getRemovedList());
  }

  private static FrameworkStore.Entry entry(cuesta.protocol.v1.StoreEntry entry) {
    return new FrameworkStore.Entry(
        entry.getKey(), entry.getVersion(), entry.getSchema(), entry.getValue().toByteArray());
  }
}
