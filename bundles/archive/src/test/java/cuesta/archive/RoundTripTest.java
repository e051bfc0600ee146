package cuesta.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {
  private static final Globs ALL = new Globs(List.of("**"), List.of());

  @TempDir Path temp;

  /** A tree from numbers: each makes one entry, its name, kind, length and mode. */
  private static void grow(Path root, List<Integer> seeds) throws IOException {
    String[] dirs = {"", "a/", "a/b/", "ä ö/", "d".repeat(90) + "/" + "é".repeat(60) + "/", "a.b/"};
    for (int seed : seeds) {
      Path parent = Files.createDirectories(root.resolve(dirs[seed % dirs.length]));
      Path path = parent.resolve("n" + seed % 97 + (seed % 3 == 0 ? "-".repeat(seed % 120) : ""));
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      switch (seed % 5) {
        case 0 -> {
          String[] ways = {"", "/usr/bin/", "../../../", "a/../../"};
          String target = ways[seed % ways.length] + "x".repeat(1 + seed % 200);
          Files.createSymbolicLink(path, Path.of(target));
        }
        case 1 -> Files.createDirectory(path);
        default -> {
          Files.writeString(path, ("line " + seed + "\n").repeat(seed % 2_000));
          Files.setPosixFilePermissions(
              path, PosixFilePermissions.fromString(seed % 2 == 0 ? "rwxr-x---" : "rw-------"));
          Files.setLastModifiedTime(path, FileTime.from(Instant.ofEpochSecond(seed * 1_000L)));
        }
      }
    }
  }

  /** All that an archive is to keep of a tree. */
  private static SortedMap<String, String> facts(Path root) throws IOException {
    SortedMap<String, String> facts = new TreeMap<>();
    for (String name : ALL.find(Tree.at(root), Limits.DEFAULT)) {
      Path path = root.resolve(name);
      if (Files.isSymbolicLink(path)) {
        facts.put(name, "-> " + Files.readSymbolicLink(path));
        continue;
      }
      String content = Files.isDirectory(path) ? "/" : Files.readString(path);
      facts.put(
          name,
          PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
              + Files.getLastModifiedTime(path).toInstant().getEpochSecond()
              + content);
    }
    return facts;
  }

  private static byte[] pack(Path root, Packer.Keep keep) throws IOException {
    List<String> names = new ArrayList<>(ALL.find(Tree.at(root), Limits.DEFAULT));
    Collections.shuffle(names);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Packer(keep, Limits.DEFAULT).pack(Tree.at(root), names, out);
    return out.toByteArray();
  }

  private static void unpack(byte[] packed, Path to) throws IOException {
    new Unpacker(Limits.DEFAULT).unpack(new ByteArrayInputStream(packed), to);
  }

  @Property(tries = 100)
  void whatIsPackedComesOutAndPacksToTheSameBytes(
      @ForAll @Size(max = 30) List<@IntRange(max = 100_000) Integer> seeds) throws IOException {
    Path here = Files.createTempDirectory("archive-");
    try {
      Path one = Files.createDirectory(here.resolve("one"));
      grow(one, seeds);
      byte[] packed = pack(one, Packer.Keep.ATTRIBUTES);
      Path two = here.resolve("two");
      unpack(packed, two);
      assertEquals(facts(one), facts(two));
      assertArrayEquals(packed, pack(two, Packer.Keep.ATTRIBUTES));
      unpack(packed, two);
      assertEquals(facts(one), facts(two), "unpacked over itself");
    } finally {
      remove(here);
    }
  }

  static void remove(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void contentAloneDecidesWhenAttributesAreNotKept() throws IOException {
    List<Integer> seeds = List.of(2, 3, 4, 5, 6, 7, 12, 14, 300, 1_717, 50_002);
    Path one = Files.createDirectory(temp.resolve("one"));
    Path two = Files.createDirectory(temp.resolve("two"));
    grow(one, seeds);
    grow(two, seeds);
    for (String name : ALL.find(Tree.at(two), Limits.DEFAULT)) {
      Path path = two.resolve(name);
      if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
        mode.add(PosixFilePermission.OTHERS_READ);
        Files.setPosixFilePermissions(path, mode);
        Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH));
      }
    }
    assertArrayEquals(pack(one, Packer.Keep.CONTENT), pack(two, Packer.Keep.CONTENT));
    // Names that need further headers are among them: those must not tell who packed.
    byte[] mine = pack(one, Packer.Keep.CONTENT);
    String user = System.setProperty("user.name", "somebody");
    try {
      assertArrayEquals(mine, pack(one, Packer.Keep.CONTENT));
    } finally {
      System.setProperty("user.name", user);
    }
  }

  @Test
  void otherProgramsReadIt() throws IOException, InterruptedException {
    Path one = Files.createDirectory(temp.resolve("one"));
    grow(one, List.of(2, 4, 5, 6, 10, 15, 16, 22, 28, 300, 1_717, 50_004));
    Path file = Files.write(temp.resolve("a.tgz"), pack(one, Packer.Keep.ATTRIBUTES));
    Path two = Files.createDirectory(temp.resolve("two"));
    Process tar =
        new ProcessBuilder("tar", "xpzf", file.toString(), "-C", two.toString())
            .redirectErrorStream(true)
            .start();
    assertEquals("", new String(tar.getInputStream().readAllBytes()));
    assertEquals(0, tar.waitFor());
    assertEquals(facts(one), facts(two));
    Process back =
        new ProcessBuilder("tar", "czf", file.toString(), "-C", two.toString(), ".").start();
    assertEquals(0, back.waitFor());
    Path three = temp.resolve("three");
    unpack(Files.readAllBytes(file), three);
    assertEquals(facts(one), facts(three));
  }

  /** The short name that old readers get must not end in a slash, wherever it is cut. */
  @Test
  void longNamesAreCutAnywhere() throws IOException {
    Path one = Files.createDirectory(temp.resolve("one"));
    for (int length = 1; length < 60; length++) {
      Path parent = Files.createDirectories(one.resolve("d".repeat(length) + "/" + "e".repeat(90)));
      Files.writeString(parent.resolve("f".repeat(20)), "content " + length);
    }
    Path two = temp.resolve("two");
    unpack(pack(one, Packer.Keep.ATTRIBUTES), two);
    assertEquals(facts(one), facts(two));
  }

  @Test
  void linksAreNotFollowedWhenPacking() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "s");
    Path inside = Files.createDirectory(temp.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("out"), outside);
    Files.createSymbolicLink(inside.resolve("up"), Path.of("../outside"));
    refused(inside, "out/secret", "leads through 'out'");
    refused(inside, "up/secret", "leads through 'up'");
    refused(inside, "../outside/secret", "holds '..'");
    Unfit told = assertThrows(Unfit.class, () -> Tree.at(inside).open("out/secret"));
    assertTrue(told.getMessage().contains("leads through 'out'"), told.getMessage());
    assertThrows(Unfit.class, () -> new Tree(inside, "out").open("secret"));
    assertThrows(NoSuchFileException.class, () -> Tree.at(inside).open("gone"));
  }

  /** As in any Python venv; what is refused here is neither kept as an artifact nor cached. */
  @Test
  void linksThatLeaveStayLinks() throws IOException {
    Path one = Files.createDirectory(temp.resolve("one"));
    Path bin = Files.createDirectories(one.resolve("venv/bin"));
    Files.createSymbolicLink(bin.resolve("python3"), Path.of("/usr/bin/python3"));
    Files.createSymbolicLink(bin.resolve("python"), Path.of("python3"));
    Files.createSymbolicLink(one.resolve("sibling"), Path.of("../one/venv"));
    Files.createSymbolicLink(one.resolve("nowhere"), Path.of("a/../../../b"));
    Path two = temp.resolve("two");
    unpack(pack(one, Packer.Keep.ATTRIBUTES), two);
    assertEquals(facts(one), facts(two));
    assertEquals(
        Path.of("/usr/bin/python3"), Files.readSymbolicLink(two.resolve("venv/bin/python3")));
  }

  @Test
  void limitsHoldForPackingToo() throws IOException {
    Files.writeString(temp.resolve("a"), "12345");
    Files.createDirectory(temp.resolve("b"));
    Limits one = new Limits(1, 100, 100, 100);
    Packer packer = new Packer(Packer.Keep.CONTENT, one);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThrows(Unfit.class, () -> packer.pack(Tree.at(temp), List.of("a", "b"), out));
    Packer few = new Packer(Packer.Keep.CONTENT, Limits.DEFAULT.withBytes(4));
    Unfit told = assertThrows(Unfit.class, () -> few.pack(Tree.at(temp), List.of("a"), out));
    assertEquals("with 'a' it has more than 4 bytes", told.getMessage());
  }

  private static void refused(Path root, String name, String why) {
    Packer packer = new Packer(Packer.Keep.CONTENT, Limits.DEFAULT);
    Unfit told =
        assertThrows(
            Unfit.class,
            () -> packer.pack(Tree.at(root), List.of(name), new ByteArrayOutputStream()));
    assertTrue(told.getMessage().contains(why), told.getMessage());
  }
}
