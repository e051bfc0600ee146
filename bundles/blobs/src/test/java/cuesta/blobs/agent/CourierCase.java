package cuesta.blobs.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.framework.Collected;
import cuesta.api.framework.Fetch;
import cuesta.api.framework.Selection;
import cuesta.archive.Globs;
import cuesta.archive.Limits;
import cuesta.archive.Packer;
import cuesta.archive.Tree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The courier as an agent calls it, at masters behind real HTTP. */
abstract class CourierCase {
  @TempDir Path temp;
  Path sandbox;
  FakeMasters masters;
  AgentBlobs courier;

  private record Settings(String dir, String key_file, long most) implements AgentBlobs.Config {
    @Override
    public Class<? extends Annotation> annotationType() {
      return AgentBlobs.Config.class;
    }
  }

  @BeforeEach
  void start() throws IOException {
    sandbox = Files.createDirectory(temp.resolve("sandbox"));
    Files.writeString(temp.resolve("key"), FakeMasters.KEY + "\n");
    masters = new FakeMasters();
    courier = open(1_000_000);
  }

  AgentBlobs open(long most) throws IOException {
    return new AgentBlobs(
        new Settings(temp.resolve("dir").toString(), temp.resolve("key").toString(), most));
  }

  @AfterEach
  void stop() throws Exception {
    courier.stop();
    masters.close();
  }

  /** A packed tree with files, each holding its name. */
  byte[] tree(String... files) throws IOException {
    Path root = Files.createTempDirectory(temp, "tree");
    for (String file : files) {
      Files.createDirectories(root.resolve(file).getParent());
      Files.writeString(root.resolve(file), file);
    }
    return pack(root);
  }

  static byte[] pack(Path root) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Packer(Packer.Keep.CONTENT, Limits.DEFAULT)
        .pack(
            Tree.at(root),
            new Globs(List.of("**"), List.of()).find(Tree.at(root), Limits.DEFAULT),
            out);
    return out.toByteArray();
  }

  void fetch(URI leader, Fetch... what) throws IOException {
    courier.fetch(sandbox, "root", List.of(what), leader);
  }

  List<String> found() throws IOException {
    try (Stream<Path> all = Files.walk(sandbox)) {
      return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .map(path -> sandbox.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  void assertNothingLeft() throws IOException {
    for (String name : List.of("made", "coming", "packed")) {
      try (Stream<Path> left = Files.list(temp.resolve("dir").resolve(name))) {
        assertEquals(List.of(), left.toList(), name);
      }
    }
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Collected collect(URI leader, Selection selection) throws IOException {
    return courier.collect(sandbox, selection, leader);
  }
}
