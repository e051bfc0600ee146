package cuesta.framework.cron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cuesta.api.TaskId;
import cuesta.contracts.framework.fakes.FakeBlobs;
import cuesta.contracts.framework.fakes.FakeFiles;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class OutputTest {
  private static final TaskId TASK = new TaskId("backup-1");

  private static Output read(String out, String err) throws IOException {
    FakeFiles files = new FakeFiles(new FakeBlobs());
    files.write(TASK, "stdout", out);
    files.write(TASK, "stderr", err);
    Output output = Output.of(TASK, files).toCompletableFuture().join();
    return Output.unpack(output.pack().bytes());
  }

  @Test
  void keepsBothApart() throws IOException {
    Output output = read("done\n", "but late\n");
    assertArrayEquals("done\n".getBytes(), output.out());
    assertArrayEquals("but late\n".getBytes(), output.err());
  }

  @Test
  void keepsTheEnds() throws IOException {
    String end = "e".repeat(64 * 1024);
    Output output = read("start" + end, "start" + end);
    assertArrayEquals(end.getBytes(), output.out());
    assertArrayEquals(end.getBytes(), output.err());
  }

  @Test
  void refusesWhatIsDamaged() {
    byte[] packed = new Output("out".getBytes(), "err".getBytes()).pack().bytes();
    for (int cut = 0; cut < packed.length - 4; cut++) {
      byte[] some = java.util.Arrays.copyOf(packed, cut);
      assertThrows(IOException.class, () -> Output.unpack(some));
    }
  }

  @Test
  void failsWhereOneIsMissing() {
    FakeFiles files = new FakeFiles(new FakeBlobs());
    files.write(TASK, "stdout", "done");
    assertThrows(
        CompletionException.class, () -> Output.of(TASK, files).toCompletableFuture().join());
  }
}
