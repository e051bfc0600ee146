package cuesta.blobs.master;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.blob.Blob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShelfTest {
  @TempDir Path dir;
  private long now;
  private long room = Long.MAX_VALUE;
  private Shelf shelf;

  @BeforeEach
  void open() throws IOException {
    shelf = new Shelf(dir, new Shelf.Bounds(1 << 20, 1000), () -> room, () -> now);
  }

  private Blob put(byte[] bytes) throws IOException {
    return shelf.put(new ByteArrayInputStream(bytes), Optional.empty());
  }

  private byte[] read(String hash, long from) throws IOException {
    try (InputStream in = shelf.open(hash, from)) {
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 300_000})
  void whatIsPutIsReadAgainFromAnyOffsetAndAfterARestart(int size) throws IOException {
    byte[] bytes = bytes(size);
    Blob blob = put(bytes);
    assertEquals(size, blob.size());
    open();
    for (int from : new int[] {0, size / 2, Math.max(0, size - 1), size}) {
      assertArrayEquals(Arrays.copyOfRange(bytes, from, size), read(blob.hash(), from));
    }
    assertThrows(IllegalArgumentException.class, () -> read(blob.hash(), size + 1L));
    assertEquals(blob, put(bytes), "the same again");
    assertEquals(1, files().size());
  }

  @Test
  void whatIsOpenMaySkipUpToItsEndAndNoFurther() throws IOException {
    byte[] bytes = bytes(200_000);
    String hash = put(bytes).hash();
    try (InputStream in = shelf.open(hash, 0)) {
      in.skipNBytes(150_000);
      assertArrayEquals(Arrays.copyOfRange(bytes, 150_000, 200_000), in.readAllBytes());
      assertEquals(0, in.skip(1));
    }
  }

  @Test
  void bytesOfAnotherNameAreRefused() throws IOException {
    String name = put(bytes(10)).hash();
    shelf.drop(name);
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> shelf.put(new ByteArrayInputStream(bytes(11)), Optional.of(name)));
    assertTrue(e.getMessage().contains(name), e.getMessage());
    assertEquals(List.of(), files());
  }

  @Test
  void whatBreaksOffLeavesNothing() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };
    InputStream some = new SequenceInputStream(new ByteArrayInputStream(bytes(100_000)), broken);
    assertThrows(IOException.class, () -> shelf.put(some, Optional.empty()));
    assertEquals(List.of(), files());
    Files.write(dir.resolve("coming/rest-of-a-killed-process"), bytes(10));
    open();
    assertEquals(List.of(), files());
  }

  @Test
  void whatIsTooLargeIsRefused() throws IOException {
    put(bytes(1 << 20));
    Exception e = assertThrows(IOException.class, () -> put(bytes((1 << 20) + 1)));
    assertTrue(e.getMessage().contains("1048576"), e.getMessage());
    assertEquals(1, files().size());
  }

  @Test
  void aFullDiskRefusesAndLeavesTheReserve() throws IOException {
    room = 999;
    assertThrows(NoRoom.class, () -> put(bytes(1)));
    room = 1000;
    put(bytes(1));
    assertEquals(1, files().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"first byte", "last byte", "cut", "longer", "empty", "away"})
  void aDamagedFileIsNeverServedInFullAndIsSetAside(String how) throws IOException {
    byte[] bytes = bytes(200_000);
    Blob blob = put(bytes);
    Path file = dir.resolve(blob.hash().substring(0, 2)).resolve(blob.hash());
    byte[] damaged =
        switch (how) {
          case "first byte" -> changed(bytes, 0);
          case "last byte" -> changed(bytes, bytes.length - 1);
          case "cut" -> Arrays.copyOf(bytes, bytes.length - 1);
          case "longer" -> Arrays.copyOf(bytes, bytes.length + 1);
          default -> new byte[0];
        };
    Files.write(file, damaged);
    if (how.equals("away")) {
      Files.delete(file);
    }
    List<String> told = new ArrayList<>();
    shelf.onDamage(told::add);
    ByteArrayOutputStream served = new ByteArrayOutputStream();
    assertThrows(
        IOException.class,
        () -> {
          try (InputStream in = shelf.open(blob.hash(), 0)) {
            in.transferTo(served);
          }
        });
    assertTrue(served.size() < bytes.length, "as if it were whole");
    assertEquals(List.of(blob.hash()), told);
    assertFalse(Files.exists(file));
    assertThrows(NoSuchFileException.class, () -> shelf.open(blob.hash(), 0));
    put(bytes);
    assertArrayEquals(bytes, read(blob.hash(), 0));
  }

  private static byte[] changed(byte[] bytes, int index) {
    byte[] other = bytes.clone();
    other[index]++;
    return other;
  }

  @Test
  void onlyWhatIsUnusedIsDropped() throws IOException {
    String hash = put("x".getBytes(StandardCharsets.US_ASCII)).hash();
    now = 9;
    assertFalse(shelf.dropUnused(hash, 10));
    shelf.look(hash);
    now = 18;
    assertFalse(shelf.dropUnused(hash, 10));
    now = 19;
    assertTrue(shelf.dropUnused(hash, 10));
    assertFalse(shelf.dropUnused(hash, 10), "is gone");
    assertEquals(List.of(), files());
  }
}
