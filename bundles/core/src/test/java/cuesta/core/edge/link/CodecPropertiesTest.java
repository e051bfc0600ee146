package cuesta.core.edge.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import cuesta.api.Reasons;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.FrameworkStore;
import cuesta.core.edge.master.RegistryCodec;
import cuesta.core.master.RegistryChange;
import cuesta.core.message.FromMaster;
import cuesta.core.message.ToMaster;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is what is read; and whatever is read, the answer is a value or a clear no. */
class CodecPropertiesTest {
  private final RegistryCodec registry = new ProtoRegistryCodec();

  @Provide
  Arbitrary<ToMaster> toMaster() {
    return Messages.toMaster();
  }

  @Provide
  Arbitrary<FromMaster> fromMaster() {
    return Messages.fromMaster();
  }

  @Provide
  Arbitrary<RegistryChange> changes() {
    return Messages.changes();
  }

  @Provide
  Arbitrary<RegistryChange.StoreWritten> stores() {
    return Messages.stores();
  }

  @Property(tries = 500)
  void whatAnAgentSaysArrives(@ForAll("toMaster") ToMaster message)
      throws InvalidProtocolBufferException {
    byte[] bytes = LinkCodec.write(message).toByteArray();
    assertEquals(message, LinkCodec.read(cuesta.protocol.v1.FromAgent.parseFrom(bytes)));
  }

  @Property(tries = 500)
  void whatAMasterSaysArrives(@ForAll("fromMaster") FromMaster message)
      throws InvalidProtocolBufferException {
    byte[] bytes = LinkCodec.write(message).toByteArray();
    assertEquals(message, LinkCodec.read(cuesta.protocol.v1.FromMaster.parseFrom(bytes)));
  }

  @Property(tries = 500)
  void theRegistryReadsWhatItWrote(@ForAll("changes") RegistryChange change) throws IOException {
    assertEquals(change, registry.decode(registry.encode(change)));
  }

  /** Apart, since entries hold arrays. */
  @Property(tries = 200)
  void theRegistryReadsStoresToo(@ForAll("stores") RegistryChange.StoreWritten change)
      throws IOException {
    RegistryChange.StoreWritten read =
        (RegistryChange.StoreWritten) registry.decode(registry.encode(change));
    assertEquals(change.framework(), read.framework());
    assertEquals(change.removed(), read.removed());
    assertEquals(change.written().size(), read.written().size());
    for (int i = 0; i < read.written().size(); i++) {
      FrameworkStore.Entry one = change.written().get(i);
      FrameworkStore.Entry other = read.written().get(i);
      assertEquals(
          List.of(one.key(), one.version(), one.schema()),
          List.of(other.key(), other.version(), other.schema()));
      assertArrayEquals(one.value(), other.value());
    }
  }

  @Property(tries = 2_000)
  void anyBytesAreAChangeOrAnIoException(@ForAll byte[] bytes) {
    assertIsReadOrRefused(bytes);
  }

  /** Bytes that are nearly right come further than random ones. */
  @Property(tries = 2_000)
  void aDamagedChangeIsAChangeOrAnIoException(
      @ForAll("changes") RegistryChange change, @ForAll int where, @ForAll byte what) {
    byte[] bytes = registry.encode(change);
    bytes[Math.floorMod(where, bytes.length)] = what;
    assertIsReadOrRefused(bytes);
  }

  private void assertIsReadOrRefused(byte[] bytes) {
    try {
      registry.decode(bytes);
    } catch (IOException e) {
      assertTrue(
          e.getMessage().startsWith(Reasons.DATA_CORRUPT)
              || e.getMessage().startsWith(Reasons.DATA_NEWER),
          e.getMessage());
    }
  }

  @Property(tries = 1_000)
  void aDamagedMessageIsAMessageOrRefused(
      @ForAll("toMaster") ToMaster message, @ForAll int where, @ForAll byte what) {
    byte[] bytes = LinkCodec.write(message).toByteArray();
    bytes[Math.floorMod(where, bytes.length)] = what;
    try {
      LinkCodec.read(cuesta.protocol.v1.FromAgent.parseFrom(bytes));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      assertTrue(e.getMessage() != null, "a refusal says why");
    }
  }

  @Example
  void aHigherSchemaIsRefusedWithAWayOut() {
    byte[] newer =
        cuesta.protocol.v1.RegistryChange.newBuilder()
            .setSchema(2)
            .setAgentRemoved(cuesta.protocol.v1.AgentRemoved.newBuilder().setId("a-S1"))
            .build()
            .toByteArray();
    String message = assertThrows(IOException.class, () -> registry.decode(newer)).getMessage();
    assertTrue(message.startsWith(Reasons.DATA_NEWER) && message.contains("schema 2"), message);
    assertTrue(message.contains("start that version"), message);
  }

  @Example
  void anUnknownKindOfChangeIsOfANewerVersion() {
    byte[] unknown = {8, 1, (byte) 0xf2, 6, 0}; // schema 1, field 110 with an empty message
    String message = assertThrows(IOException.class, () -> registry.decode(unknown)).getMessage();
    assertTrue(message.startsWith(Reasons.DATA_NEWER), message);
  }

  @Example
  void nothingIsDamage() {
    String message =
        assertThrows(IOException.class, () -> registry.decode(new byte[0])).getMessage();
    assertTrue(message.startsWith(Reasons.DATA_CORRUPT), message);
  }

  @Example
  void forEverStaysVeryLong() throws IOException {
    FrameworkInfo info =
        FrameworkInfo.of("f", cuesta.api.RoleId.DEFAULT, Duration.ofSeconds(Long.MAX_VALUE));
    RegistryChange change =
        new RegistryChange.FrameworkRegistered(
            new cuesta.api.FrameworkId("x-0000"), info, cuesta.api.Principal.OPERATOR, false);
    RegistryChange.FrameworkRegistered read =
        (RegistryChange.FrameworkRegistered) registry.decode(registry.encode(change));
    assertEquals(Duration.ofMillis(Long.MAX_VALUE), read.info().failoverTimeout());
  }

  @Example
  void halfARangeAndTooMuchOfAResourceAreRefused() {
    cuesta.protocol.v1.Resource.Builder half =
        cuesta.protocol.v1.Resource.newBuilder().setName("ports").setType("RANGES").addRanges(1);
    cuesta.protocol.v1.Resource.Builder most =
        cuesta.protocol.v1.Resource.newBuilder()
            .setName("cpus")
            .setType("SCALAR")
            .setMilli(Long.MAX_VALUE);
    assertEquals(Optional.of("resource ports has half a range"), refusal(half));
    assertEquals(Optional.of("resources add up to too much"), refusal(most, most));
  }

  private static Optional<String> refusal(cuesta.protocol.v1.Resource.Builder... all) {
    cuesta.protocol.v1.Resources.Builder resources = cuesta.protocol.v1.Resources.newBuilder();
    for (cuesta.protocol.v1.Resource.Builder one : all) {
      resources.addResources(one);
    }
    try {
      ValueCodec.read(resources.build());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }
}
