package cuesta.blobs.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowingTest {
  private static final String TEXT = "some bytes";
  private static final String HASH = Machine.hash(TEXT);

  @TempDir Path dir;
  private Machine a;
  private Machine b;

  @BeforeEach
  void start() throws IOException {
    a = new Machine("a", dir.resolve("a"));
    b = new Machine("b", dir.resolve("b"));
    Machine.elect(1, a, b);
  }

  @AfterEach
  void stop() {
    a.close();
    b.close();
  }

  /** Keeps something on one machine alone, as if the other had been away. */
  private static void local(Machine machine) throws IOException {
    machine.keeper.local(
        new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8)), Optional.empty());
  }

  private static List<String> codes(Machine machine) {
    return machine.keeper.health().stream().map(Reason::code).toList();
  }

  @Test
  void aPutAnswersWhenTheFollowerHasItToo() throws Exception {
    b.standby.round(a.info);
    FutureTask<HttpResponse<String>> put = new FutureTask<>(() -> a.put(HASH, TEXT));
    Thread.ofVirtual().start(put);
    while (!put.isDone()) {
      b.standby.round(a.info);
    }
    assertEquals("{\"hash\":\"" + HASH + "\",\"size\":10,\"copies\":2}", put.get().body());
    assertTrue(b.has(HASH));
    assertEquals(TEXT, b.get("/blobs/" + HASH).body(), "whoever has it serves it");
    assertEquals("bytes", b.get("/blobs/" + HASH + "?offset=5").body());
  }

  @Test
  void standbysSendToTheLeaderWhatTheyCannotAnswer() throws Exception {
    for (String target : List.of("/blobs/" + HASH, "/blobs/" + HASH + "?look=true")) {
      HttpResponse<String> sent = b.get(target);
      assertEquals(307, sent.statusCode());
      assertEquals(a.url + target, sent.headers().firstValue("Location").orElseThrow());
    }
    HttpResponse<String> put = b.put(HASH, TEXT);
    assertEquals(307, put.statusCode());
    assertEquals(404, a.get("/blobs/" + HASH + "?look=true").statusCode());
    assertEquals(503, b.get("/blobs?follower=x").statusCode());
    b.leadership = cuesta.api.front.Leadership.NONE;
    assertEquals(503, b.get("/blobs/" + HASH).statusCode());
  }

  @Test
  void whatIsWrongIsRefused() throws Exception {
    assertEquals(400, a.put(Machine.hash("other"), TEXT).statusCode());
    assertEquals(400, a.put("abc", TEXT).statusCode());
    assertEquals(400, a.get("/blobs/" + HASH + "?lok=true").statusCode());
    assertEquals(400, a.get("/blobs?follower=a").statusCode(), "it does not follow itself");
    a.room = 1;
    HttpResponse<String> full = a.put(HASH, TEXT);
    assertEquals(507, full.statusCode());
    assertTrue(full.body().contains("BLOBS_FULL"), full.body());
    assertEquals(List.of("BLOBS_FULL"), codes(a));
    a.room = Long.MAX_VALUE;
    a.put(HASH, TEXT);
    assertEquals(List.of(), codes(a));
  }

  @Test
  void aNewLeaderGetsWhatItLacksAndTheOthersWhatItHas() throws Exception {
    local(b);
    b.standby.round(a.info);
    assertTrue(a.has(HASH));
    Machine.elect(2, b, a);
    assertEquals(200, b.put(Machine.hash("x"), "x").statusCode());
    a.standby.round(b.info);
    assertTrue(a.has(Machine.hash("x")));
  }

  @Test
  void whatIsDamagedOnTheLeaderComesBackFromAFollower() throws Exception {
    local(a);
    b.standby.round(a.info);
    Files.writeString(dir.resolve("a").resolve(HASH.substring(0, 2)).resolve(HASH), "some bytez");
    assertThrows(IOException.class, () -> a.keeper.shelf().open(HASH, 0).readAllBytes());
    assertFalse(a.has(HASH));
    b.standby.round(a.info);
    assertEquals(TEXT, a.get("/blobs/" + HASH).body());
  }

  @Test
  void whatIsDamagedOnAFollowerComesBackFromTheLeader() throws Exception {
    local(a);
    b.standby.round(a.info);
    Files.writeString(dir.resolve("b").resolve(HASH.substring(0, 2)).resolve(HASH), "");
    assertThrows(IOException.class, () -> b.keeper.shelf().open(HASH, 0).readAllBytes());
    b.standby.round(a.info);
    assertTrue(b.has(HASH));
  }

  @Test
  void aFollowerWithoutRoomIsSaidToLag() throws Exception {
    b.standby.round(a.info);
    b.room = 1;
    local(a);
    a.keeper.leading().added(a.keeper.shelf().all().getFirst());
    assertThrows(IOException.class, () -> b.standby.round(a.info));
    assertEquals(0, a.keeper.leading().await(HASH, Duration.ZERO));
    assertEquals(List.of("BLOBS_BEHIND"), codes(a));
    assertEquals(List.of("BLOBS_FULL"), codes(b));
    b.room = Long.MAX_VALUE;
    b.standby.round(a.info);
    b.standby.round(a.info);
    assertEquals(List.of(), codes(a));
  }

  @Test
  void whatNobodyNeedsGoesEverywhereAfterAnHour() throws Exception {
    local(a);
    a.keeper.lead();
    a.keeper.needs().say("ci", Set.of(HASH));
    b.standby.round(a.info);
    a.now += Keeper.UNUSED.toNanos();
    assertEquals(0, a.keeper.sweep(), "needed");
    a.keeper.needs().say("ci", Set.of());
    assertEquals(1, a.keeper.sweep());
    b.standby.round(a.info);
    assertFalse(b.has(HASH));
  }

  @Test
  void nothingGoesWhileAnOwnerIsSilentThatAnyMasterKnows() throws Exception {
    local(a);
    a.keeper.needs().say("ci", Set.of());
    b.standby.round(a.info);
    Machine.elect(2, b, a);
    b.keeper.lead();
    b.now += Keeper.UNUSED.toNanos();
    assertEquals(0, b.keeper.sweep());
    assertEquals(List.of("BLOBS_KEPT"), codes(b));
    assertEquals(404, b.delete("/blobs?owner=cj").statusCode());
    assertEquals(200, b.delete("/blobs?owner=ci").statusCode());
    assertEquals(List.of(), codes(b));
    assertEquals(1, b.keeper.sweep());
  }

  @Test
  void whatIsSaidCountsForOneLeadEvenIfItIsSaidBeforeTheLeadIsNoticed() {
    b.keeper.needs().say("ci", Set.of());
    Machine.elect(2, b, a);
    b.keeper.lead();
    assertEquals(List.of(), b.keeper.needs().silent());
    Machine.elect(3, a, b);
    b.keeper.lead();
    assertEquals(List.of("ci"), b.keeper.needs().silent());
    b.keeper.needs().say("ci", Set.of());
    Machine.elect(4, b, a);
    b.keeper.lead();
    Machine.elect(6, b, a);
    b.keeper.lead();
    assertEquals(List.of("ci"), b.keeper.needs().silent(), "another one may have led meanwhile");
  }

  @Test
  void aNewLeaderRemovesNothingForAnHour() throws Exception {
    local(b);
    b.now += 3 * Keeper.UNUSED.toNanos();
    Machine.elect(2, b, a);
    assertEquals(0, b.keeper.sweep());
    b.now += Keeper.UNUSED.toNanos();
    assertEquals(1, b.keeper.sweep());
  }
}
