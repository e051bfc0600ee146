package cuesta.itests.swap;

import cuesta.api.Reason;
import cuesta.api.front.Deployments;
import cuesta.api.front.Deployments.Deployment;
import cuesta.contracts.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The plugins folder, as an author uses it.
 *
 * @param folder where it lies
 * @param deployments what became of the files in it
 */
record Plugins(Path folder, Deployments deployments) {
  /** Copies a jar there and waits until it serves. */
  Deployment deploy(String file, byte[] jar) throws Exception {
    String hash = hash(jar);
    drop(file, jar);
    return await(
        file + " is deployed", row -> is(row, file, "DEPLOYED") && row.hash().equals(hash));
  }

  /** Copies a jar there and waits until it is refused, and with this code. */
  Reason refused(String file, byte[] jar, String code) throws Exception {
    drop(file, jar);
    return awaitRefusal(file, code);
  }

  Reason awaitRefusal(String file, String code) throws Exception {
    return await(
            file + " is refused with " + code,
            row -> is(row, file, "REFUSED") && row.reason().orElseThrow().code().equals(code))
        .reason()
        .orElseThrow();
  }

  /** Takes a file away and waits until nothing of it is left. */
  void remove(String file) throws Exception {
    Files.delete(folder.resolve(file));
    Await.until(
        file + " is gone",
        () -> rows().stream().noneMatch(row -> row.file().equals(file)),
        this::shown);
  }

  /** Takes all files away. */
  void clear() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Await.until("no file is deployed", () -> deployments.deployments().isEmpty(), this::shown);
  }

  /** Writes beside and moves, as a careful copy does. */
  void drop(String file, byte[] jar) throws IOException {
    Path part = folder.resolve("." + file + ".part");
    Files.write(part, jar);
    Files.move(part, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
  }

  List<Deployment> rows() {
    return deployments.deployments();
  }

  private Deployment await(String what, Predicate<Deployment> wanted) throws Exception {
    Await.until(what, () -> rows().stream().anyMatch(wanted), this::shown);
    return rows().stream().filter(wanted).findFirst().orElseThrow();
  }

  private static boolean is(Deployment row, String file, String state) {
    return row.file().equals(file) && row.state().equals(state);
  }

  private List<Object> shown() {
    return List.of(rows(), deployments.history());
  }

  private static String hash(byte[] jar) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
