package cuesta.core.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.core.agent.AgentChange;
import cuesta.core.agent.Checkpoint;
import cuesta.engine.SplitMix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskJournalTest {
  @TempDir Path dir;

  private Path file() {
    return dir.resolve("agent.journal");
  }

  /** Writes some batches; returns the checkpoint after each, the empty one first. */
  private List<Checkpoint> write(long seed, int batches) throws IOException {
    List<Checkpoint> history = new ArrayList<>();
    try (DiskJournal journal = DiskJournal.open(dir)) {
      Checkpoint now = journal.loaded();
      history.add(now);
      Changes changes = new Changes(seed);
      for (int i = 0; i < batches; i++) {
        List<AgentChange> batch = changes.some(3);
        journal.append(batch);
        for (AgentChange change : batch) {
          now = now.replay(change);
        }
        history.add(now);
      }
    }
    return history;
  }

  private Checkpoint reopen() throws IOException {
    try (DiskJournal journal = DiskJournal.open(dir)) {
      return journal.loaded();
    }
  }

  @Test
  void tellsAfterARestartWhatItWasTold() throws IOException {
    List<Checkpoint> history = write(1, 50);
    assertEquals(history.getLast(), reopen());
    assertEquals(history.getLast(), write(2, 20).getFirst());
    assertEquals(Checkpoint.EMPTY, history.getFirst());
  }

  /** A journal and every state that it ever told, of a file that began with a snapshot or not. */
  private record Story(byte[] file, List<Checkpoint> history) {}

  private Story story(long seed) throws IOException {
    Files.deleteIfExists(file());
    List<Checkpoint> history = write(seed, 6);
    if (seed % 2 == 0) {
      rotate(history.getLast());
      history = write(-seed, 4);
    }
    return new Story(Files.readAllBytes(file()), history);
  }

  private void assertPrefixOrRefusal(Story story, byte[] found, String what) {
    Checkpoint read;
    try {
      read = JournalFile.read(file(), found).checkpoint();
    } catch (IOException e) {
      assertTrue(
          e.getMessage()
              .matches("DATA_(CORRUPT|NEWER): the agent's journal \\Q" + file() + "\\E .*;.*"),
          e.getMessage());
      return;
    }
    assertTrue(story.history().contains(read), () -> what + " of " + found.length + ": " + read);
  }

  @Test
  void cutAtAnyByteItIsAPrefixOrARefusal() throws IOException {
    for (long seed = 1; seed <= 20; seed++) {
      Story story = story(seed);
      long whole = Frames.readHeader(story.file()).whole();
      for (int length = 0; length < story.file().length; length++) {
        byte[] cut = Arrays.copyOf(story.file(), length);
        assertPrefixOrRefusal(story, cut, "seed " + seed + " cut at " + length);
        if (length >= whole) {
          JournalFile.read(file(), cut); // after the snapshot it is a tail, never a refusal
        }
      }
    }
  }

  @Test
  void withAnyBitFlippedItIsAPrefixOrARefusal() throws IOException {
    for (long seed = 1; seed <= 6; seed++) {
      Story story = story(seed);
      for (int bit = 0; bit < story.file().length * 8; bit++) {
        byte[] flipped = story.file().clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        assertPrefixOrRefusal(story, flipped, "seed " + seed + " bit " + bit);
      }
    }
  }

  @Test
  void withAnyStretchOverwrittenItIsAPrefixOrARefusal() throws IOException {
    for (long seed = 1; seed <= 10; seed++) {
      Story story = story(seed);
      SplitMix chance = new SplitMix(seed);
      for (int i = 0; i < 2_000; i++) {
        byte[] found = story.file().clone();
        int from = chance.below(found.length);
        int to = from + 1 + chance.below(found.length - from);
        boolean zeros = chance.chance(0.5);
        for (int at = from; at < to; at++) {
          found[at] = zeros ? 0 : (byte) chance.next();
        }
        assertPrefixOrRefusal(story, found, "seed " + seed + " from " + from + " to " + to);
      }
    }
  }

  @Test
  void aTornTailIsCutAndWrittenOver() throws IOException {
    List<Checkpoint> history = write(5, 5);
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 3));
    assertEquals(history.get(4), reopen());
    List<Checkpoint> more = write(6, 3);
    assertEquals(history.get(4), more.getFirst());
    assertEquals(more.getLast(), reopen());
  }

  @Test
  void damageBeforeWhatIsKnownToBeOnTheDiskIsRefusedNotCut() throws IOException {
    try (DiskJournal journal = DiskJournal.open(dir)) {
      journal.append(List.of(new AgentChange.TermSeen(1)));
      journal.append(List.of(new AgentChange.TermSeen(2)));
      journal.append(List.of(new AgentChange.TermSeen(3)));
    }
    flip(Frames.HEADER + Frames.FRAME_HEAD);
    IOException refusal = assertThrows(IOException.class, this::reopen);
    assertTrue(refusal.getMessage().startsWith("DATA_CORRUPT: the agent's journal " + file()));
    assertTrue(refusal.getMessage().contains("damaged at byte " + Frames.HEADER));
    IOException again = assertThrows(IOException.class, this::reopen);
    assertEquals(refusal.getMessage(), again.getMessage(), "nothing was changed, nor is it locked");
  }

  @Test
  void whatAMachineCrashLeftUnwrittenInTheMiddleIsATail() throws IOException {
    ByteBuffer first = Frames.frame(1, Frames.HEADER, batch(1));
    ByteBuffer lost = Frames.frame(2, Frames.HEADER, batch(2));
    ByteBuffer last = Frames.frame(3, Frames.HEADER, batch(3));
    try (FileChannel out =
        FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.write(Frames.header(Frames.SCHEMA, Frames.HEADER));
      out.write(first);
      out.write(ByteBuffer.allocate(lost.remaining()));
      out.write(last);
    }
    assertEquals(1, reopen().term());
  }

  private static byte[] batch(long term) {
    return ChangeCodec.write(List.of(new AgentChange.TermSeen(term)));
  }

  @Test
  void halfASnapshotIsRefused() throws IOException {
    List<Checkpoint> history = write(7, 40);
    rotate(history.getLast());
    assertEquals(history.getLast(), reopen());
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
    IOException refusal = assertThrows(IOException.class, this::reopen);
    assertTrue(refusal.getMessage().contains("its snapshot is not whole"), refusal.getMessage());
  }

  /** Grows the file until it is replaced by a snapshot. */
  private void rotate(Checkpoint present) throws IOException {
    try (DiskJournal journal = DiskJournal.open(dir)) {
      AgentChange nothing = new AgentChange.FrameworkForgotten(new cuesta.api.FrameworkId("none"));
      List<AgentChange> batch = java.util.Collections.nCopies(10_000, nothing);
      while (journal.size() < DiskJournal.MIN_ROTATE) {
        journal.append(batch);
      }
      long before = journal.size();
      journal.rotateIfLarge(present);
      assertTrue(journal.size() < before / 10, journal.size() + " of " + before);
      journal.rotateIfLarge(present);
    }
  }

  @Test
  void aShortenedJournalGoesOn() throws IOException {
    List<Checkpoint> history = write(8, 40);
    rotate(history.getLast());
    List<Checkpoint> more = write(9, 10);
    assertEquals(history.getLast(), more.getFirst());
    assertEquals(more.getLast(), reopen());
  }

  @Test
  void aNewerSchemaIsRefusedWithoutTouchingTheFile() throws IOException {
    Files.write(file(), Frames.header(Frames.SCHEMA + 1, Frames.HEADER).array());
    byte[] before = Files.readAllBytes(file());
    IOException refusal = assertThrows(IOException.class, this::reopen);
    assertTrue(refusal.getMessage().startsWith("DATA_NEWER: the agent's journal " + file()));
    assertTrue(refusal.getMessage().contains("--work-dir"));
    org.junit.jupiter.api.Assertions.assertArrayEquals(before, Files.readAllBytes(file()));
  }

  @Test
  void aSecondAgentInTheSameDirectoryIsRefused() throws IOException {
    try (DiskJournal first = DiskJournal.open(dir)) {
      IOException refusal = assertThrows(IOException.class, () -> DiskJournal.open(dir));
      assertTrue(refusal.getMessage().contains("another agent uses " + dir), refusal.getMessage());
      first.append(List.of(new AgentChange.TermSeen(4)));
    }
    assertEquals(4, reopen().term());
  }

  @Test
  void whatMustSurviveAMachineCrashIsSyncedBeforeTheAppendReturns() throws IOException {
    try (DiskJournal journal = DiskJournal.open(dir)) {
      journal.append(List.of(new AgentChange.TermSeen(1)));
      long at = journal.size();
      journal.append(List.of(new AgentChange.AgentIdForgotten()));
      byte[] bytes = Files.readAllBytes(file());
      assertEquals(at, Frames.read(bytes, (int) at).synced());
    }
  }

  private void flip(int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file());
    bytes[at] ^= 1;
    Files.write(file(), bytes);
  }
}
