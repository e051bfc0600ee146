package cuesta.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EvilArchivesTest {
  private static final Limits SMALL = new Limits(20, 10_000, 100, 5_000);

  @TempDir Path temp;

  static Stream<Arguments> evil() {
    String long1 = "x".repeat(Limits.NAME + 1);
    return Stream.of(
        Arguments.of("../a", new Tar().file("../a", "x"), "'../a' holds '..'"),
        Arguments.of("a/../../b", new Tar().file("a/../../b", "x"), "holds '..'"),
        Arguments.of("inner ..", new Tar().file("a/../b", "x"), "holds '..'"),
        Arguments.of("absolute", new Tar().file("/etc/passwd", "x"), "is absolute"),
        Arguments.of("no name", new Tar().file(".", "x"), "no name"),
        Arguments.of("long name", new Tar().file(long1, "x"), "more than 1024 characters"),
        Arguments.of(
            "through its own link",
            new Tar().link("a", "b").file("a/x", "x"),
            "'a/x' leads through 'a'"),
        Arguments.of(
            "link in place of a directory", new Tar().file("a/x", "x").link("a", "b"), "twice"),
        Arguments.of(
            "link in place of a told directory", new Tar().directory("a").link("a", "b"), "twice"),
        Arguments.of(
            "through an absolute link",
            new Tar().link("a", "/etc").file("a/x", "x"),
            "'a/x' leads through 'a'"),
        Arguments.of(
            "through a leaving link",
            new Tar().link("a/b", "../../c").file("a/b/x", "x"),
            "'a/b/x' leads through 'a/b'"),
        Arguments.of(
            "directory through a link",
            new Tar().link("a", "..").directory("a/inside2"),
            "'a/inside2' leads through 'a'"),
        Arguments.of(
            "link through a link",
            new Tar().link("a", "..").link("a/l", "x"),
            "'a/l' leads through 'a'"),
        Arguments.of(
            "through a chain",
            new Tar().link("a", "b").link("b", "..").file("a/x", "x"),
            "'a/x' leads through 'a'"),
        Arguments.of(
            "through a link, spelled",
            new Tar().link("a", "..").file("./a//./x", "x"),
            "'a/x' leads through 'a'"),
        Arguments.of(
            "over a link, by hand",
            new Tar().link("a", "../b").file("a", "x"),
            "'a' is there twice"),
        Arguments.of(
            "directory over a link",
            new Tar().link("a", "..").directory("a"),
            "'a' is there twice"),
        Arguments.of(
            "hard link to a link",
            new Tar().link("a", "/etc/shadow").put("b", TarConstants.LF_LINK, "", "a"),
            "hard link"),
        Arguments.of("long link", new Tar().link("a", long1), "more than 1024 characters"),
        Arguments.of("empty link", new Tar().link("a", ""), "empty"),
        Arguments.of("file twice", new Tar().file("a", "1").file("a", "2"), "twice"),
        Arguments.of("file twice, spelled", new Tar().file("a", "1").file("./a", "2"), "twice"),
        Arguments.of(
            "file then directory", new Tar().file("a", "1").file("a/b", "2"), "through 'a'"),
        Arguments.of("file then told directory", new Tar().file("a", "1").directory("a"), "twice"),
        Arguments.of("directory then file", new Tar().directory("a").file("a", "1"), "twice"),
        Arguments.of(
            "hard link", new Tar().put("a", TarConstants.LF_LINK, "", "/etc/shadow"), "hard link"),
        Arguments.of(
            "device", new Tar().put("a", TarConstants.LF_BLK, "", ""), "neither file, directory"),
        Arguments.of("fifo", new Tar().put("a", TarConstants.LF_FIFO, "", ""), "neither file"),
        Arguments.of(
            "entries",
            new Tar().file("a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v", ""),
            "more than 20 entries"),
        Arguments.of("bytes", new Tar().zeros("a", 10_001), "more than 10000 bytes"),
        Arguments.of(
            "bytes in all",
            new Tar().file("a", noise(6_000)).file("b", noise(6_000)),
            "with 'b' it has more than 10000 bytes"),
        Arguments.of("bomb", new Tar().zeros("a", 9_999), "is a bomb"));
  }

  private static String noise(int length) {
    return new Random(length)
        .ints(length, 'a', 'z')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("evil")
  void isRefusedAndNothingGetsOut(String what, Tar tar, String why) throws IOException {
    Path inside = temp.resolve("inside");
    Unfinished told =
        assertThrows(Unfinished.class, () -> new Unpacker(SMALL).unpack(tar.open(), inside), what);
    assertTrue(told.getCause() instanceof Unfit, told.toString());
    assertTrue(told.getMessage().contains(why), told.getMessage());
    try (Stream<Path> out = Files.list(temp)) {
      assertEquals(1, out.count(), "something got out of the directory");
    }
  }

  @Test
  void headersAreNotKeptInMemoryWithoutEnd() {
    Tar tar =
        new Tar().put("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, " ".repeat(3_000_000), "");
    Unfinished told =
        assertThrows(
            Unfinished.class,
            () -> new Unpacker(Limits.DEFAULT).unpack(tar.file("a", "").open(), temp));
    assertTrue(told.getMessage().contains("bytes of headers"), told.getMessage());
  }

  @Test
  void remainsAreTold() {
    Tar tar = new Tar().file("good", "123").file("../bad", "x");
    Unfinished told =
        assertThrows(
            Unfinished.class, () -> new Unpacker(SMALL).unpack(tar.open(), temp.resolve("d")));
    assertEquals(new Counted(1, 1, 3), told.remains());
    assertTrue(told.getMessage().contains("1 entries with 3 bytes"), told.getMessage());
  }

  @Test
  void aLinkThatWasThereIsNotFollowed() throws IOException {
    Path inside = Files.createDirectory(temp.resolve("inside"));
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.createSymbolicLink(inside.resolve("d"), outside);
    Files.writeString(outside.resolve("f"), "untouched");
    Files.createSymbolicLink(inside.resolve("f"), outside.resolve("f"));
    Unfinished told =
        assertThrows(
            Unfinished.class,
            () ->
                new Unpacker(SMALL)
                    .unpack(new Tar().file("f", "new").file("d/x", "x").open(), inside));
    assertTrue(told.getMessage().contains("'d', which is a link already"), told.getMessage());
    assertEquals("untouched", Files.readString(outside.resolve("f")));
    assertEquals("new", Files.readString(inside.resolve("f")));
    assertTrue(Files.isRegularFile(inside.resolve("f"), LinkOption.NOFOLLOW_LINKS));
    try (Stream<Path> files = Files.list(outside)) {
      assertEquals(1, files.count());
    }
  }

  /** Two archives that are harmless one by one: the first lays a link, the second goes through. */
  @Test
  void aLinkOfAnEarlierArchiveIsNotFollowed() throws IOException {
    Path inside = temp.resolve("inside");
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("f"), "untouched");
    Unpacker unpacker = new Unpacker(SMALL);
    unpacker.unpack(
        new Tar()
            .link("out", "../outside")
            .link("chain", "out")
            .link("f", outside.resolve("f").toString())
            .link("g", "/etc/hostname")
            .open(),
        inside);
    for (Tar second :
        List.of(
            new Tar().file("out/x", "x"),
            new Tar().file("out/f", "x"),
            new Tar().directory("out"),
            new Tar().directory("out/d"),
            new Tar().link("out/l", "x"),
            new Tar().file("chain/x", "x"),
            new Tar().file("chain/deep/x", "x"))) {
      Unfinished told =
          assertThrows(Unfinished.class, () -> unpacker.unpack(second.open(), inside));
      assertTrue(told.getMessage().contains("which is a link already"), told.getMessage());
    }
    InputStream none = InputStream.nullInputStream();
    assertThrows(Unfit.class, () -> unpacker.file(none, "out/x", false, Tree.at(inside)));
    Tree below = new Tree(inside, "out");
    assertThrows(
        Unfit.class, () -> unpacker.unpack(new Tar().file("x", "").open(), below, e -> {}));
    unpacker.unpack(new Tar().file("f", "new").link("g", "f").open(), inside);
    assertTrue(Files.isRegularFile(inside.resolve("f"), LinkOption.NOFOLLOW_LINKS));
    assertEquals("new", Files.readString(inside.resolve("g")));
    assertEquals("untouched", Files.readString(outside.resolve("f")));
    try (Stream<Path> files = Files.list(outside)) {
      assertEquals(1, files.count());
    }
  }

  /** The mode and time of a directory are set last, by then it must still be one. */
  @Test
  void neitherModeNorTimeNorOwnerGoesThroughALink() throws IOException {
    Path outside = Files.writeString(temp.resolve("outside"), "x");
    FileTime before = Files.getLastModifiedTime(outside);
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(outside);
    Path inside = temp.resolve("inside");
    new Unpacker(SMALL).unpack(new Tar().link("l", "../outside").open(), inside);
    assertThrows(
        Unfinished.class,
        () -> new Unpacker(SMALL).unpack(new Tar().directory("l").link("m", "l").open(), inside));
    assertEquals(before, Files.getLastModifiedTime(outside));
    assertEquals(mode, Files.getPosixFilePermissions(outside));
  }

  @Test
  void theWayToATreeIsNotThroughALinkEither() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Path inside = Files.createDirectory(temp.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("d"), outside);
    Unpacker unpacker = new Unpacker(SMALL);
    Tree through = new Tree(inside, "d/e");
    assertThrows(
        Unfit.class, () -> unpacker.unpack(new Tar().file("x", "x").open(), through, e -> {}));
    InputStream none = InputStream.nullInputStream();
    assertThrows(Unfit.class, () -> unpacker.file(none, "d/x", false, Tree.at(inside)));
    assertThrows(Unfit.class, () -> unpacker.file(none, "../x", false, Tree.at(inside)));
    assertThrows(Unfit.class, () -> unpacker.file(none, "", false, Tree.at(inside)));
    unpacker.unpack(new Tar().file("x", "1").open(), new Tree(inside, "a/b"), e -> {});
    unpacker.file(none, "c/run", true, new Tree(inside, "a"));
    assertEquals("1", Files.readString(inside.resolve("a/b/x")));
    assertTrue(Files.isExecutable(inside.resolve("a/c/run")));
    try (Stream<Path> files = Files.list(outside)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void whatIsCutOffOrDamagedIsNoticed() throws IOException {
    byte[] whole = new Tar().file("a", noise(3_000)).file("b", noise(2_000)).bytes();
    String intact = readAll(whole);
    for (int length = 0; length < whole.length; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(Unfit.class, () -> readAll(cut), "cut to " + length);
    }
    Random random = new Random(1);
    for (int round = 0; round < 2_000; round++) {
      byte[] damaged = whole.clone();
      // Beyond the header of gzip, most of which nobody reads.
      int at = 10 + random.nextInt(whole.length - 10);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      try {
        // A bit that gzip does not use, there are some, changes nothing.
        assertEquals(intact, readAll(damaged), "damaged at " + at);
      } catch (Unfit e) {
        // as it should
      }
    }
  }

  /** Damage below gzip, whose sum it would notice: any header may be anything. */
  @Test
  void damagedHeadersEndAsUnfitOrAsNames() throws IOException {
    byte[] whole =
        new GZIPInputStream(
                new Tar().file("a".repeat(120), "1").link("l", "m").directory("d").open())
            .readAllBytes();
    Random random = new Random(2);
    for (int round = 0; round < 5_000; round++) {
      byte[] damaged = whole.clone();
      for (int times = random.nextInt(3); times >= 0; times--) {
        damaged[random.nextInt(2_048)] = (byte) random.nextInt(256);
      }
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(damaged);
      }
      try {
        readAll(packed.toByteArray());
      } catch (Unfit e) {
        // as it should
      }
    }
  }

  private static String readAll(byte[] packed) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Look look = new Look(new ByteArrayInputStream(packed), Limits.DEFAULT)) {
      for (Optional<Entry> next = look.next(); next.isPresent(); next = look.next()) {
        all.append(next.get()).append(new String(look.content().readAllBytes()));
      }
    }
    return all.toString();
  }
}
