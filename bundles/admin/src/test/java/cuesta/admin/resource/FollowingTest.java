package cuesta.admin.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.admin.Calls;
import cuesta.admin.http.Answer;
import cuesta.api.AgentId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.blob.Blob;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Selection;
import cuesta.api.front.AgentDoor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FollowingTest {
  private final FakeDoor door = new FakeDoor();

  /** Files in memory; what happens next happens while the follower waits. */
  private static final class FakeDoor implements AgentDoor {
    private final Map<String, String> files = new TreeMap<>();
    private final Deque<Runnable> next = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private Collected collected = Collected.NOTHING;
    private IOException failure;
    private Refused refusal;
    private boolean complete;
    private Duration longest = Duration.ZERO;

    void waits(Duration time) {
      longest = time.compareTo(longest) > 0 ? time : longest;
      if (!next.isEmpty()) {
        next.removeFirst().run();
      }
    }

    @Override
    public String node() {
      return "slave(1)";
    }

    @Override
    public Optional<AgentId> id() {
      return Optional.empty();
    }

    @Override
    public SortedMap<String, String> status() {
      return new TreeMap<>(Map.of("master", "none"));
    }

    @Override
    public SortedMap<String, Long> refused() {
      return new TreeMap<>(Map.of("lower.term", 2L));
    }

    @Override
    public Chunk read(String path, long offset, int length) throws IOException {
      if (path.startsWith("..")) {
        throw new AccessDeniedException(path);
      }
      if (!files.containsKey(path)) {
        throw new NoSuchFileException(path);
      }
      byte[] all = files.get(path).getBytes();
      int from = (int) Math.min(all.length, offset < 0 ? all.length + offset : offset);
      int to = Math.min(all.length, from + length);
      return new Chunk(from, Arrays.copyOfRange(all, from, to), all.length, complete);
    }

    @Override
    public boolean isOver(String path) {
      return complete;
    }

    @Override
    public Collected collect(String sandbox, Selection selection) throws IOException {
      if (refusal != null) {
        throw refusal;
      }
      if (failure != null) {
        throw failure;
      }
      asked.add(sandbox + " " + selection);
      return collected;
    }

    @Override
    public List<FileEntry> list(String path) throws IOException {
      return files.entrySet().stream()
          .map(file -> new FileEntry(file.getKey(), file.getValue().length()))
          .toList();
    }
  }

  private String follow(long offset) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Answer answer = new Following(door::waits).answer(door, "stdout", offset);
    answer.body().write(out);
    return answer.headers().get("X-Offset") + " " + out;
  }

  @Test
  void aFileIsSentAsItGrowsUntilItsContainerHasEnded() throws IOException {
    door.files.put("stdout", "a");
    door.next.add(() -> door.files.put("stdout", "ab"));
    door.next.addAll(Collections.nCopies(10, () -> {}));
    door.next.add(
        () -> {
          door.files.put("stdout", "abc");
          door.complete = true;
        });
    assertEquals("0 abc", follow(0));
    assertEquals(Duration.ofMillis(100), door.longest);
  }

  @Test
  void aReaderGoesOnWhereHeStopped() throws IOException {
    door.files.put("stdout", "abc");
    door.complete = true;
    assertEquals("2 c", follow(2));
    assertEquals("3 ", follow(3));
    assertEquals("1 bc", follow(-2));
  }

  @Test
  void rotationLosesNothingAndEndsTheStream() throws IOException {
    door.files.put("stdout", "abc");
    door.next.add(
        () -> {
          door.files.put("stdout.1", "abcdef");
          door.files.put("stdout", "g");
        });
    assertEquals("0 abcdef", follow(0));
    // What the reader does then: he asks again at his offset, and the file begins anew.
    door.complete = true;
    assertEquals("0 g", follow(6));
    // One who comes back late still gets the rest of what was rotated first.
    assertEquals("4 ef", follow(4));
  }

  private String part(long offset, Duration wait) throws IOException {
    AgentDoor.Chunk chunk =
        new Following(door::waits).part(door, "stdout", new Following.Range(offset, 10), wait);
    return chunk.offset() + " " + new String(chunk.bytes()) + (chunk.complete() ? "." : "");
  }

  @Test
  void aPartThatIsNotThereYetIsWaitedFor() throws IOException {
    Duration wait = Duration.ofSeconds(30);
    door.next.add(() -> {});
    door.next.add(() -> door.files.put("stdout", "a"));
    assertEquals("0 a", part(0, wait), "not even the file was there");
    assertEquals("0 a", part(0, Duration.ZERO));
    assertEquals("1 ", part(1, Duration.ZERO));
    assertEquals("1 ", part(1, Duration.ofMillis(50)), "for so long only");
    door.next.add(() -> door.files.put("stdout", "ab"));
    assertEquals("1 b", part(1, wait));
    door.next.add(() -> door.files.put("stdout", ""));
    assertEquals("0 ", part(2, wait), "rotated");
    door.next.add(() -> door.complete = true);
    assertEquals("0 .", part(0, wait), "it will not come any more");
    door.files.clear();
    assertThrows(NoSuchFileException.class, () -> part(0, wait));
  }

  @Test
  void filesAreCollected() {
    Services services = new Services();
    services.agents().add(door);
    Calls calls = new Calls(services);
    String target = "/slave(1)/files/collect?path=box&packed=true&most_bytes=100";
    String body = "{\"below\":\"d\",\"include\":[\"a*\"],\"exclude\":[]}";
    String hash = "0123456789abcdef".repeat(4);
    door.collected = new Collected(Optional.of(new Blob(hash, 7)), 2, 50);
    assertEquals(
        "{\"hash\":\"" + hash + "\",\"size\":7,\"files\":2,\"bytes\":50}",
        calls.post(target, body).body());
    assertEquals(
        List.of("box " + new Selection("d", List.of("a*"), List.of(), true, 100)), door.asked);
    door.collected = Collected.NOTHING;
    assertEquals(
        "{\"hash\":null,\"size\":0,\"files\":0,\"bytes\":0}", calls.post(target, body).body());

    assertEquals(405, calls.get(target).status());
    assertEquals(405, calls.post("/slave(1)/files/read?path=a", "{}").status());
    assertEquals(400, calls.post("/slave(1)/files/collect", body).status());
    for (String wrong :
        List.of(
            "{}",
            "{\"include\":\"a\"}",
            "{\"include\":[1]}",
            "{\"include\":[\"a\"],\"below\":[]}",
            "{\"include\":[\"a\"],\"below\":\"../x\"}",
            "{\"includ\":[\"a\"]}")) {
      Calls.Said said = calls.post(target, wrong);
      assertEquals(400, said.status(), said.body());
      assertTrue(said.body().contains("below") || said.body().contains("include"), said.body());
    }
    door.failure = new IOException("no space left");
    Calls.Said noRoom = calls.post(target, body);
    assertEquals(409, noRoom.status());
    assertTrue(noRoom.body().contains("COLLECT_FAILED"), noRoom.body());
    door.refusal =
        new Refused(Reason.of(Reasons.COLLECT_REFUSED, "", "'a' has more than 100 bytes"));
    Calls.Said tooMuch = calls.post(target, body);
    assertEquals(409, tooMuch.status());
    assertTrue(tooMuch.body().contains("COLLECT_REFUSED"), tooMuch.body());
    assertTrue(tooMuch.body().contains("\"subject\":\"box\""), tooMuch.body());
    door.refusal = null;
    door.failure = new NoSuchFileException("box");
    assertEquals(404, calls.post(target, body).status());
    door.failure = new ConnectException("no master leads");
    assertEquals(503, calls.post(target, body).status());
  }

  @Test
  void thePathsOfAnAgent() {
    Services services = new Services();
    services.agents().add(door);
    Calls calls = new Calls(services);
    door.files.put("box/stdout", "hello");
    door.complete = true;

    Calls.Said read = calls.get("/slave(1)/files/read?path=box/stdout&offset=1&length=3");
    assertEquals("ell", read.body());
    assertEquals("1", read.headers().get("X-Offset"));
    assertEquals("5", read.headers().get("X-Length"));
    assertEquals("true", read.headers().get("X-Complete"));
    assertEquals("hello", calls.get("/slave%281%29/files/follow?path=box%2Fstdout").body());
    assertEquals(
        "{\"files\":[{\"name\":\"box/stdout\",\"size\":5}]}",
        calls.get("/slave(1)/files/browse?path=box").body());
    assertEquals(
        "{\"node\":\"slave(1)\",\"id\":null,\"status\":{\"master\":\"none\"}}",
        calls.get("/slave(1)/state").body());
  }

  @Test
  void whatCannotBeReadSaysWhy() {
    Services services = new Services();
    services.agents().add(door);
    Calls calls = new Calls(services);
    assertEquals(404, calls.get("/slave(1)/files/read?path=none").status());
    assertEquals(404, calls.get("/slave(1)/files/follow?path=none").status());
    assertEquals(403, calls.get("/slave(1)/files/read?path=../key").status());
    assertEquals(400, calls.get("/slave(1)/files/read").status());
    assertEquals(400, calls.get("/slave(1)/files/read?path=a&wait_ms=30001").status());
    assertEquals(400, calls.get("/slave(1)/files/read?path=a&length=2000000").status());
    assertEquals(404, calls.get("/slave(1)/other").status());
    assertEquals(404, calls.get("/slave(2)/state").status());
    assertTrue(calls.get("/slave(1)/files/read?paht=a").body().contains("did you mean 'path'"));
  }
}
