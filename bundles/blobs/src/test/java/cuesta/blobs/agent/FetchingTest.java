package cuesta.blobs.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.blob.Blob;
import cuesta.api.framework.Fetch;
import cuesta.api.framework.Selection;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What comes into sandboxes. */
class FetchingTest extends CourierCase {
  @Test
  void bringsTreesAndFilesInTheirOrder() throws IOException {
    String source = masters.put(tree("src/a", "src/b", "top"));
    String patch = masters.put(tree("b"));
    String tool = masters.put("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
    fetch(
        masters.leader,
        Fetch.tree(source, "."),
        Fetch.tree(patch, "src"),
        new Fetch(Fetch.BLOB + tool, "bin/tool", false, true),
        new Fetch(Fetch.BLOB + tool, "bin/text", false, false));
    assertEquals(List.of("bin/text", "bin/tool", "src/a", "src/b", "top"), found());
    assertEquals("b", Files.readString(sandbox.resolve("src/b")), "the later one wins");
    assertTrue(Files.isExecutable(sandbox.resolve("bin/tool")));
    assertFalse(
        Files.getPosixFilePermissions(sandbox.resolve("bin/text")).toString().contains("EXEC"));
    assertNothingLeft();
  }

  @Test
  void whatIsThereIsReplacedAndItsLinksAreNotFollowed() throws IOException {
    Path outside = Files.createDirectories(temp.resolve("outside/src"));
    Files.writeString(outside.resolve("a"), "untouched");
    Files.createSymbolicLink(sandbox.resolve("src"), outside);
    Files.createDirectories(sandbox.resolve("d/e"));
    Files.writeString(sandbox.resolve("d/e/old"), "old");
    String hash = masters.put(tree("src/a", "d/new"));
    fetch(masters.leader, Fetch.tree(hash, ""));
    assertEquals(List.of("d/new", "src/a"), found());
    assertEquals("untouched", Files.readString(outside.resolve("a")));
    assertNothingLeft();
  }

  @Test
  void filesBelongToWhomTheSandboxBelongsTo() throws IOException {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")));
    Files.setAttribute(sandbox, "unix:uid", 4711);
    String hash = masters.put(tree("a/b/c"));
    fetch(masters.leader, Fetch.tree(hash, "deep/er"));
    try (Stream<Path> all = Files.walk(sandbox)) {
      for (Path path : all.toList()) {
        assertEquals(4711, Files.getAttribute(path, "unix:uid"), path.toString());
      }
    }
  }

  @Test
  void aStandbySendsOn() throws IOException {
    String hash = masters.put(tree("a"));
    fetch(masters.standby, Fetch.tree(hash, ""));
    assertEquals(List.of("a"), found());
    Files.writeString(sandbox.resolve("b"), "new");
    Blob kept = collect(masters.standby, Selection.file("b", 10)).blob().orElseThrow();
    assertEquals("new", new String(masters.blobs.get(kept.hash()), StandardCharsets.UTF_8));
  }

  @Test
  void manyWhoWantTheSameLoadItOnceAndSoDoLaterProcesses() throws Exception {
    String hash = masters.put(tree("a"));
    CountDownLatch all = new CountDownLatch(1);
    masters.before = () -> await(all);
    List<Future<?>> fetches = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        Path own = Files.createDirectory(temp.resolve("sandbox" + i));
        fetches.add(
            threads.submit(
                () -> {
                  courier.fetch(own, "root", List.of(Fetch.tree(hash, "")), masters.leader);
                  return Files.readString(own.resolve("a"));
                }));
      }
      all.countDown();
      for (Future<?> fetch : fetches) {
        assertEquals("a", fetch.get());
      }
    }
    courier.stop();
    courier = open(1_000_000);
    fetch(masters.leader, Fetch.tree(hash, ""));
    assertEquals(1, masters.given(hash));
  }

  @Test
  void whatWasNotUsedForLongestGoes() throws Exception {
    courier.stop();
    courier = open(250);
    Fetch[] files = new Fetch[3];
    for (int i = 0; i < 3; i++) {
      byte[] bytes = ("" + i).repeat(100).getBytes(StandardCharsets.UTF_8);
      files[i] = new Fetch(Fetch.BLOB + masters.put(bytes), "f", false, false);
    }
    fetch(masters.leader, files[0]);
    fetch(masters.leader, files[1]);
    fetch(masters.leader, files[0]);
    fetch(masters.leader, files[2]); // sends the second away
    fetch(masters.leader, files[0]);
    fetch(masters.leader, files[1]);
    assertEquals(List.of(1L, 2L, 1L), Stream.of(files).map(f -> masters.given(f.hash())).toList());
    byte[] large = "x".repeat(300).getBytes(StandardCharsets.UTF_8);
    fetch(masters.leader, new Fetch(Fetch.BLOB + masters.put(large), "f", false, false));
    assertEquals(300, Files.size(sandbox.resolve("f")), "larger than the cache, and usable");
  }

  @Test
  void whatIsNotWholeIsAskedForAgain() throws IOException {
    String hash = masters.put(tree("a"));
    masters.missing = 5;
    assertThrows(ConnectException.class, () -> fetch(masters.leader, Fetch.tree(hash, "")));
    assertEquals(List.of(), found());
    assertNothingLeft();
    masters.missing = 0;
    masters.blobs.put(hash, "other bytes".getBytes(StandardCharsets.UTF_8));
    assertThrows(ConnectException.class, () -> fetch(masters.leader, Fetch.tree(hash, "")));
    assertNothingLeft();
  }

  @Test
  void whatPassesIsToldFromWhatDoesNot() throws IOException {
    String hash = masters.put(tree("a"));
    Fetch tree = Fetch.tree(hash, "");
    for (int status : List.of(503, 507)) {
      masters.status = status;
      ConnectException told =
          assertThrows(ConnectException.class, () -> fetch(masters.leader, tree));
      assertTrue(told.getMessage().contains("told so"), told.getMessage());
    }
    masters.status = 413;
    IOException told = assertThrows(IOException.class, () -> fetch(masters.leader, tree));
    assertFalse(told instanceof ConnectException, told.toString());
    masters.status = 0;
    masters.blobs.clear();
    assertThrows(NoSuchFileException.class, () -> fetch(masters.leader, tree));
    masters.close();
    assertThrows(ConnectException.class, () -> fetch(masters.leader, tree));
  }

  @Test
  void aFileOfTheCacheThatSomebodyRemovedIsLoadedAgain() throws IOException {
    String hash = masters.put(tree("a"));
    fetch(masters.leader, Fetch.tree(hash, ""));
    Files.delete(temp.resolve("dir/files").resolve(hash));
    assertThrows(ConnectException.class, () -> fetch(masters.leader, Fetch.tree(hash, "")));
    fetch(masters.leader, Fetch.tree(hash, ""));
  }

  @Test
  void anArchiveThatIsRefusedLeavesNothing() throws IOException {
    byte[] none = "no archive".getBytes(StandardCharsets.UTF_8);
    String good = masters.put(tree("good"));
    String bad = masters.put(none);
    IOException told =
        assertThrows(
            IOException.class,
            () -> fetch(masters.leader, Fetch.tree(good, ""), Fetch.tree(bad, "")));
    assertTrue(told.getMessage().contains("cannot be read as tar"), told.getMessage());
    assertEquals(List.of(), found());
    assertNothingLeft();
  }

  /** The first tree lays a link, the second one goes through it. */
  @Test
  void noTreeIsBroughtThroughTheLinkOfAnother() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Path root = Files.createTempDirectory(temp, "tree");
    Files.createSymbolicLink(root.resolve("d"), outside);
    Fetch links = Fetch.tree(masters.put(pack(root)), "");
    Fetch through = Fetch.tree(masters.put(tree("d/x")), "");
    Fetch below = Fetch.tree(masters.put(tree("x")), "d");
    Fetch file = new Fetch(Fetch.BLOB + masters.put(new byte[1]), "d/x", false, false);
    for (Fetch second : List.of(through, below, file)) {
      IOException told =
          assertThrows(IOException.class, () -> fetch(masters.leader, links, second));
      assertTrue(told.getMessage().contains("'d', which is a link already"), told.getMessage());
    }
    // Over what a sandbox has, too: the link is replaced, not followed.
    fetch(masters.leader, links);
    fetch(masters.leader, through);
    assertEquals("d/x", Files.readString(sandbox.resolve("d/x")));
    assertFalse(Files.isSymbolicLink(sandbox.resolve("d")));
    try (Stream<Path> left = Files.list(outside)) {
      assertEquals(0, left.count());
    }
    assertNothingLeft();
  }

  @Test
  void aStopBreaksOffAndSaysThatASuccessorMayDoIt() throws Exception {
    String hash = masters.put(tree("a"));
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    masters.before =
        () -> {
          asked.countDown();
          await(never);
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> fetch =
          threads.submit(
              () -> {
                fetch(masters.leader, Fetch.tree(hash, ""));
                return null;
              });
      asked.await();
      courier.stop();
      ExecutionException told = assertThrows(ExecutionException.class, fetch::get);
      assertEquals(
          "the bundle blobs of this agent is being replaced", told.getCause().getMessage());
      assertTrue(told.getCause() instanceof ConnectException);
    }
    never.countDown();
    assertThrows(ConnectException.class, () -> fetch(masters.leader, Fetch.tree(hash, "")));
    masters.before = () -> {};
    courier = open(1_000_000);
    assertNothingLeft();
    fetch(masters.leader, Fetch.tree(hash, ""));
    assertEquals(List.of("a"), found());
  }

  @Test
  void anInterruptEndsAFetch() throws Exception {
    String hash = masters.put(tree("a"));
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    masters.before =
        () -> {
          asked.countDown();
          await(never);
        };
    List<Throwable> ends = new ArrayList<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () ->
                    ends.add(
                        assertThrows(
                            IOException.class, () -> fetch(masters.leader, Fetch.tree(hash, "")))));
    asked.await();
    thread.interrupt();
    thread.join();
    never.countDown();
    assertEquals(1, ends.size());
    assertEquals(List.of(), found());
    assertNothingLeft();
  }

  @Test
  void whatAFormerProcessLeftIsRemoved() throws Exception {
    courier.stop();
    Path left = Files.createDirectories(temp.resolve("dir/made/task-1/made/a"));
    Files.createSymbolicLink(left.resolve("l"), temp.resolve("key"));
    Files.writeString(temp.resolve("dir/coming/1"), "x");
    Files.writeString(temp.resolve("dir/packed/1"), "x");
    courier = open(1_000_000);
    assertNothingLeft();
    assertTrue(Files.exists(temp.resolve("key")));
  }
}
