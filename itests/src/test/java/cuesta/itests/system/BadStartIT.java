package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that cannot start says so in one line, ends with 125 and leaves what it found. */
class BadStartIT {
  @TempDir Path dir;

  @AfterEach
  void stop() throws Exception {
    Strays.end(dir);
  }

  @Test
  void unknownFlags() throws Exception {
    Result dev = refused("dev", "--agent", "2");
    assertTrue(dev.err().contains("--agents"), dev.err());
    Result master = refused("master", "--workdir", "w");
    assertTrue(master.err().contains("--work-dir"), master.err());
    Result agent = refused("agent", "--mastr", "zk://h/p", "--work-dir", "w");
    assertTrue(agent.err().contains("did you mean --master"), agent.err());
    assertFalse(Files.exists(dir.resolve(".cuesta")));
  }

  @Test
  void noWorkDirectory() throws Exception {
    Result master = refused("master");
    assertTrue(master.err().contains("--work-dir"), master.err());
    refused("agent", "--master", "127.0.0.1:1");
    try (var left = Files.list(dir)) {
      assertEquals(List.of(), left.filter(file -> file.toString().endsWith(".jsa")).toList());
    }
  }

  @Test
  void anEnsembleWithoutAPath() throws Exception {
    Result master = refused("master", "--work-dir", "m", "--zk", "zk://127.0.0.1:1");
    assertTrue(master.err().contains("--zk"), master.err());
    Result agent = refused("agent", "--work-dir", "a", "--master", "zk://127.0.0.1:1/");
    assertTrue(agent.err().contains("--master"), agent.err());
    assertFalse(Files.exists(dir.resolve("m")) || Files.exists(dir.resolve("a")));
  }

  @Test
  void numbersThatCannotBe() throws Exception {
    refused("dev", "--agents", "0", "--dir", "d");
    refused("dev", "--agents", "many", "--dir", "d");
    refused("dev", "--port", "99999", "--dir", "e");
  }

  @Test
  void aPortInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "" + taken.getLocalPort();
      Result dev = refused("dev", "--dir", "d", "--port", port);
      assertTrue(dev.err().contains(port) && dev.err().contains("--port"), dev.err());
    }
  }

  @Test
  void aDirectoryThatCannotBeMade() throws Exception {
    Files.writeString(dir.resolve("file"), "kept");
    Result dev = refused("dev", "--dir", "file/d", "--port", "0");
    assertTrue(dev.err().contains("--dir"), dev.err());
    assertEquals("kept", Files.readString(dir.resolve("file")));
  }

  @Test
  void anUnreadableDirectory() throws Exception {
    assumeFalse(
        "root".equals(System.getProperty("user.name")), "skipped: root can read every directory");
    Path closed =
        Files.createDirectory(
            dir.resolve("closed"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
    try {
      Result dev = refused("dev", "--dir", "closed", "--port", "0");
      assertTrue(dev.err().contains("--dir"), dev.err());
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aKeyThatOthersCanRead() throws Exception {
    Files.createDirectory(dir.resolve("d"));
    Path key = dir.resolve("d/cluster.key");
    Files.writeString(key, "0".repeat(64) + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Result dev = refused("dev", "--dir", "d", "--port", "0");
    assertTrue(dev.err().contains("chmod 600"), dev.err());
  }

  @Test
  void resourcesThatAreNone() throws Exception {
    Result dev = refused("dev", "--dir", "d", "--port", "0", "--resources", "cpus:x");
    assertTrue(dev.err().contains("--resources"), dev.err());
  }

  @Test
  void aMasterThatIsNoAddress() throws Exception {
    Result agent =
        refused(
            "agent",
            "--master",
            "nonsense",
            "--work-dir",
            "a",
            "--port",
            "0",
            "--cluster-key",
            dir.resolve("key").toString());
    assertTrue(agent.err().contains("host:port"), agent.err());
  }

  @Test
  void anAgentsDirectoryOfANewerVersion() throws Exception {
    assertJournalRefused("DATA_NEWER", "start that version", header(99, 24));
  }

  @Test
  void anAgentsDirectoryHalfWritten() throws Exception {
    byte[] noSnapshot = header(1, 1_000);
    assertJournalRefused("DATA_CORRUPT", "restore it from a backup", noSnapshot);
    assertJournalRefused("DATA_CORRUPT", "restore it from a backup", Arrays.copyOf(noSnapshot, 9));
  }

  /** Neither command begins on it, and what is there stays byte for byte. */
  private void assertJournalRefused(String code, String fix, byte[] found) throws Exception {
    Path agent = dir.resolve("d/agent1");
    Path journal = Files.createDirectories(agent.resolve("meta")).resolve("agent.journal");
    Files.write(journal, found);
    for (List<String> arguments :
        List.of(
            List.of("dev", "--dir", "d", "--port", "0"),
            List.of("agent", "--master", "127.0.0.1:1", "--work-dir", "d/agent1", "--port", "0"))) {
      Result result = refused(arguments.toArray(String[]::new));
      assertTrue(result.err().contains(code), result.err());
      assertTrue(result.err().contains(journal.toString()), result.err());
      assertTrue(result.err().contains(fix), result.err());
      assertArrayEquals(found, Files.readAllBytes(journal), arguments + " left it as it was");
    }
  }

  /** As the journal's description has it: magic, schema, how much was whole, checksum. */
  private static byte[] header(int schema, long whole) {
    ByteBuffer header = ByteBuffer.allocate(24);
    header.put("CUESTAJ\n".getBytes(StandardCharsets.US_ASCII));
    header.putInt(schema).putLong(whole);
    CRC32C crc = new CRC32C();
    crc.update(header.array(), 0, 20);
    return header.putInt((int) crc.getValue()).array();
  }

  private Result refused(String... arguments) throws Exception {
    try (Program program = Program.start(dir, Map.of(), List.of(arguments))) {
      Result result = program.end();
      assertEquals(125, result.status(), result.toString());
      assertTrue(result.err().matches("cuesta[^\\n]+\\n"), result.err());
      return result;
    }
  }
}
