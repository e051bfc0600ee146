package cuesta.core.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.InvalidProtocolBufferException;
import cuesta.core.agent.AgentChange;
import cuesta.protocol.v1.AgentBatch;
import cuesta.protocol.v1.ContainerRequested;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ChangeCodecTest {
  @Property(tries = 300)
  void whatIsReadIsWhatWasWritten(@ForAll long seed) throws Exception {
    List<AgentChange> changes = new Changes(seed).some(40);
    assertEquals(changes, ChangeCodec.read(ChangeCodec.write(changes)));
  }

  @Property(tries = 1_000)
  void anythingElseIsRefused(@ForAll byte[] bytes) {
    try {
      ChangeCodec.read(bytes);
    } catch (InvalidProtocolBufferException | NewerException e) {
      // as it should be; it may also happen to be something
    }
  }

  @Example
  void aChangeOfANewerVersionIsCalledThat() {
    byte[] bytes =
        AgentBatch.newBuilder()
            .addChanges(cuesta.protocol.v1.AgentChange.getDefaultInstance())
            .build()
            .toByteArray();
    assertThrows(NewerException.class, () -> ChangeCodec.read(bytes));
  }

  @Example
  void aChangeWithoutWhatItNeedsIsDamaged() {
    byte[] bytes =
        AgentBatch.newBuilder()
            .addChanges(
                cuesta.protocol.v1.AgentChange.newBuilder()
                    .setRequested(ContainerRequested.getDefaultInstance()))
            .build()
            .toByteArray();
    assertThrows(InvalidProtocolBufferException.class, () -> ChangeCodec.read(bytes));
  }
}
