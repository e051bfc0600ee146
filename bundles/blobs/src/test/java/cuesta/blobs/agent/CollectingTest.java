package cuesta.blobs.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Fetch;
import cuesta.api.framework.Selection;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves sandboxes. */
class CollectingTest extends CourierCase {
  @Test
  void whatIsCollectedCanBeFetched() throws IOException {
    Files.createDirectories(sandbox.resolve("build/out/deep"));
    Files.writeString(sandbox.resolve("build/out/x.jar"), "12345");
    Files.writeString(sandbox.resolve("build/out/deep/y.txt"), "123");
    Files.writeString(sandbox.resolve("build/out/z.tmp"), "not this");
    Files.createSymbolicLink(sandbox.resolve("build/out/latest"), Path.of("x.jar"));
    Selection selection = new Selection("build", List.of("out"), List.of("**/*.tmp"), true, 1_000);
    Collected first = collect(masters.leader, selection);
    assertEquals(3, first.files());
    assertEquals(8, first.bytes());
    assertEquals(first, collect(masters.leader, selection));
    String hash = first.blob().orElseThrow().hash();
    assertEquals(masters.blobs.get(hash).length, first.blob().get().size());
    assertEquals(
        1,
        masters.asked.stream().filter(("PUT /blobs/" + hash)::equals).count(),
        "what is there is not sent again");
    Path other = Files.createDirectory(temp.resolve("other"));
    courier.fetch(other, "root", List.of(Fetch.tree(hash, "")), masters.leader);
    assertEquals("12345", Files.readString(other.resolve("out/latest")));
    assertNothingLeft();
  }

  @Test
  void singleFilesAreKeptAsTheyAre() throws IOException {
    Files.writeString(sandbox.resolve("report.xml"), "<x/>");
    Collected found = collect(masters.leader, Selection.file("report.xml", 4));
    assertEquals(new Collected(found.blob(), 1, 4), found);
    String hash = found.blob().orElseThrow().hash();
    assertEquals("<x/>", new String(masters.blobs.get(hash), StandardCharsets.UTF_8));
    assertEquals(Collected.NOTHING, collect(masters.leader, Selection.file("none", 4)));
    Files.writeString(sandbox.resolve("other.xml"), "");
    refused(new Selection("", List.of("*.xml"), List.of(), false, 9), "several files");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatMustNotLeaveDoesNot(boolean packed) throws IOException {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "s");
    Files.createSymbolicLink(sandbox.resolve("l"), outside.resolve("secret"));
    Files.createSymbolicLink(sandbox.resolve("d"), outside);
    Files.writeString(sandbox.resolve("large"), "12345");
    assertEquals(
        Collected.NOTHING,
        collect(masters.leader, new Selection("", List.of("d/secret"), List.of(), packed, 100)));
    Selection below = new Selection("d", List.of("secret"), List.of(), packed, 9);
    assertEquals(Collected.NOTHING, collect(masters.leader, below));
    Files.createDirectory(outside.resolve("sub"));
    Files.writeString(outside.resolve("sub/secret"), "s");
    refused(new Selection("d/sub", List.of("secret"), List.of(), packed, 9), "through 'd'");
    refused(new Selection("", List.of("large"), List.of(), packed, 4), "more than 4 bytes");
    refused(new Selection("", List.of("[a"), List.of(), packed, 4), "pattern '[a'");
    assertEquals(0, masters.blobs.size());
    assertNothingLeft();
  }

  /** Whoever unpacks it has the link, and nobody has what it led to. */
  @Test
  void linksThatLeaveAreKeptAsLinks() throws IOException {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Path secret = Files.writeString(outside.resolve("secret"), "hidden");
    Files.createDirectory(sandbox.resolve("venv"));
    Files.createSymbolicLink(sandbox.resolve("venv/absolute"), secret);
    Files.createSymbolicLink(sandbox.resolve("venv/up"), Path.of("../../outside"));
    Files.createSymbolicLink(sandbox.resolve("venv/chain"), Path.of("up/secret"));
    Collected found =
        collect(masters.leader, new Selection("", List.of("venv"), List.of(), true, 1_000));
    assertEquals(new Collected(found.blob(), 3, 0), found);
    String hash = found.blob().orElseThrow().hash();
    Path other = Files.createDirectory(temp.resolve("other"));
    courier.fetch(other, "root", List.of(Fetch.tree(hash, "")), masters.leader);
    assertEquals(secret, Files.readSymbolicLink(other.resolve("venv/absolute")));
    assertEquals(Path.of("up/secret"), Files.readSymbolicLink(other.resolve("venv/chain")));
    refused(new Selection("", List.of("venv/absolute"), List.of(), false, 100), "is no file");
  }

  private void refused(Selection selection, String why) {
    Refused told = assertThrows(Refused.class, () -> collect(masters.leader, selection));
    assertEquals(Reasons.COLLECT_REFUSED, told.reason().code());
    assertTrue(told.getMessage().contains(why), told.getMessage());
  }

  @Test
  void whatTheAgentMayNotReadIsRefused() throws IOException {
    Assumptions.assumeFalse("root".equals(System.getProperty("user.name")), "root reads all");
    Path closed = Files.writeString(sandbox.resolve("f"), "f");
    Files.setPosixFilePermissions(closed, Set.of());
    refused(Selection.file("f", 9), "'f' cannot be read");
    Files.setPosixFilePermissions(Files.createDirectories(sandbox.resolve("a/b")), Set.of());
    refused(new Selection("", List.of("a"), List.of(), true, 9), "'a/b' cannot be read");
  }

  @Test
  void whatTheMastersRefuseSaysWhy() throws IOException {
    Files.writeString(sandbox.resolve("f"), "f");
    masters.status = 413;
    refused(Selection.file("f", 9), "told so");
    masters.status = 507;
    assertThrows(ConnectException.class, () -> collect(masters.leader, Selection.file("f", 9)));
    masters.status = 500; // it may be well again the next time
    assertThrows(IOException.class, () -> collect(masters.leader, Selection.file("f", 9)));
  }
}
