package cuesta.framework.ci.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.TaskId;
import cuesta.contracts.framework.fakes.FakeBlobs;
import cuesta.contracts.framework.fakes.FakeFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogStreamTest {
  private static final TaskId TASK = new TaskId("ci-1");

  private final FakeBlobs blobs = new FakeBlobs();
  private final FakeFiles files = new FakeFiles(blobs);

  /** One place after the other; the last one stays. */
  private record Places(ArrayDeque<LogStream.Place> all) implements LogStream.Places {
    static Places of(LogStream.Place... places) {
      return new Places(new ArrayDeque<>(List.of(places)));
    }

    @Override
    public LogStream.Place now() {
      return all.getFirst();
    }

    @Override
    public LogStream.Place later() {
      return all.size() > 1 ? all.removeFirst() : all.getFirst();
    }
  }

  private String read(Places places, long offset, boolean follow) throws IOException {
    try (LogStream stream = new LogStream(places, () -> files, blobs, offset, follow)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private LogStream.Place kept(String text) throws IOException {
    return new LogStream.Place.Kept(
        blobs.put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).hash());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fromAnyByteOnWhereverItIs(boolean follow) throws Exception {
    files.write(TASK, "stdout", "0123456789");
    for (int offset = 0; offset <= 10; offset++) {
      String rest = "0123456789".substring(offset);
      Places live = Places.of(new LogStream.Place.Live(TASK));
      assertEquals(rest, read(live, offset, follow));
      assertEquals(rest, read(Places.of(kept("0123456789")), offset, follow));
    }
  }

  @Test
  void whoFollowsWaitsUntilThereIsOne() throws Exception {
    Places places = Places.of(new LogStream.Place.Coming(), kept("text"));
    assertEquals("text", read(places, 0, true));
    assertEquals("", read(Places.of(new LogStream.Place.Coming()), 0, false));
  }

  @Test
  void aLogThatWasCutGoesOnWithItsRest() throws Exception {
    files.write(TASK, "stdout.1", "0123456789");
    files.write(TASK, "stdout", "ab");
    assertEquals("89ab", read(Places.of(new LogStream.Place.Live(TASK)), 8, true));
  }

  @Test
  void aLogWhoseRestIsGoneBeginsAnew() throws Exception {
    files.write(TASK, "stdout", "ab");
    assertEquals("ab", read(Places.of(new LogStream.Place.Live(TASK)), 8, true));
  }
}
