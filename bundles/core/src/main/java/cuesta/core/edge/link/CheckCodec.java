package cuesta.core.edge.link;

import cuesta.api.framework.Check;
import cuesta.api.framework.Probe;
import java.time.Duration;

/** Checks of tasks, between records and protobuf. */
final class CheckCodec {
  private CheckCodec() {}

  static cuesta.protocol.v1.Check write(Check check) {
    Probe probe = check.probe();
    return cuesta.protocol.v1.Check.newBuilder()
        .setProbe(
            cuesta.protocol.v1.Probe.newBuilder()
                .setType(probe.type())
                .setPort(probe.port())
                .setPath(probe.path())
                .addAllCommand(probe.command()))
        .setDelayMs(check.delay().toMillis())
        .setIntervalMs(check.interval().toMillis())
        .setTimeoutMs(check.timeout().toMillis())
        .setGraceMs(check.grace().toMillis())
        .setFailures(check.failures())
        .build();
  }

  static Check read(cuesta.protocol.v1.Check check) {
    cuesta.protocol.v1.Probe probe = check.getProbe();
    return new Check(
        new Probe(probe.getType(), probe.getPort(), probe.getPath(), probe.getCommandList()),
        Duration.ofMillis(check.getDelayMs()),
        Duration.ofMillis(check.getIntervalMs()),
        Duration.ofMillis(check.getTimeoutMs()),
        Duration.ofMillis(check.getGraceMs()),
        check.getFailures());
  }
}
