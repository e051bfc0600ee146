package cuesta.cli.tree;

import cuesta.archive.Counted;
import cuesta.archive.Limits;
import cuesta.archive.Packer;
import cuesta.archive.Tree;
import cuesta.cli.http.Client;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.shell.Backoff;
import cuesta.cli.shell.Shell;
import cuesta.cli.text.Clean;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Packs a work tree, and puts the archive among the blobs unless it is there.
 *
 * @param client calls the master
 * @param shell where progress shows
 */
public record Sending(Client client, Shell shell) {
  /** Some seconds: a leader that is being elected. */
  private static final int ATTEMPTS = 12;

  /** What is smaller is there before anybody reads of it. */
  private static final long LARGE = 4 << 20;

  private static final long STEP = 1 << 20;

  private static final int BUFFER = 64 << 10;

  private record Packed(String hash, long bytes, int files) {}

  /**
   * Sends a tree.
   *
   * @param ref the commit to be packed; empty for the files as they are now
   * @return what a framework is told of it, see docs/reference/cli.md
   */
  public Node send(WorkTree tree, boolean untracked, Optional<WorkTree.Ref> ref)
      throws Trouble, InterruptedException {
    boolean more = untracked && ref.isEmpty();
    Node git = new About(tree).node(ref, more);
    try (Scratch scratch = new Scratch()) {
      WorkTree.Content content =
          ref.isPresent() ? tree.at(git.text("sha"), scratch.directory()) : tree.now(more);
      Path archive = scratch.directory().resolve("tree.tar.gz");
      Packed packed = pack(content, archive);
      put(packed, archive);
      Map<String, Node> sent = new LinkedHashMap<>();
      sent.put("hash", new Node(packed.hash()));
      sent.put("bytes", new Node(BigDecimal.valueOf(packed.bytes())));
      sent.put("files", new Node(BigDecimal.valueOf(packed.files())));
      sent.put("git", git);
      return new Node(sent);
    } catch (IOException e) {
      throw new Trouble(tree.root() + " cannot be packed: " + e.getMessage());
    }
  }

  private Packed pack(WorkTree.Content content, Path archive) throws IOException, Trouble {
    if (content.files().isEmpty()) {
      throw new Trouble(
          "git tracks no file that is there in "
              + content.root()
              + "; 'git add' what belongs to it");
    }
    if (!content.submodules().isEmpty()) {
      shell
          .err()
          .println(
              Clean.line(
                  "cuesta: submodules are not packed: " + String.join(", ", content.submodules())));
    }
    MessageDigest digest = sha256();
    Counted counted;
    try (OutputStream out =
        new BufferedOutputStream(
            new DigestOutputStream(Files.newOutputStream(archive), digest), BUFFER)) {
      counted =
          new Packer(Packer.Keep.CONTENT, Limits.DEFAULT)
              .pack(Tree.at(content.root()), content.files(), out);
    }
    return new Packed(
        HexFormat.of().formatHex(digest.digest()), Files.size(archive), counted.files());
  }

  private void put(Packed packed, Path archive) throws Trouble, InterruptedException {
    String path = "/blobs/" + packed.hash();
    Backoff backoff = new Backoff(shell.pace());
    while (true) {
      try {
        if (!isThere(path)) {
          upload(path, packed, archive);
        }
        return;
      } catch (Trouble.Passing e) {
        if (backoff.failures() >= ATTEMPTS) {
          throw e;
        }
        backoff.failed();
      }
    }
  }

  private boolean isThere(String path) throws Trouble {
    try {
      client.get(path + "?look=true");
      return true;
    } catch (Trouble.Missing e) {
      return false;
    }
  }

  private void upload(String path, Packed packed, Path archive) throws Trouble {
    boolean shown = packed.bytes() >= LARGE && shell.isTerminal(Shell.ERR);
    long[] said = {0};
    try {
      client.upload(
          path,
          archive,
          sent -> {
            if (shown && (sent - said[0] >= STEP || sent == packed.bytes())) {
              said[0] = sent;
              progress(sent, packed.bytes());
            }
          });
    } finally {
      if (shown) {
        shell.err().print("\r\u001b[K");
        shell.err().flush();
      }
    }
  }

  private void progress(long sent, long all) {
    shell.err().print("\r\u001b[Kcuesta: sending " + sent / STEP + " of " + all / STEP + " MiB");
    shell.err().flush();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
