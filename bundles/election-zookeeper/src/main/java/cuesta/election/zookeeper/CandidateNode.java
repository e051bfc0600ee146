package cuesta.election.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import cuesta.api.ha.Election;
import java.util.Optional;

/**
 * What a candidate's znode says: its address, for people; where its process can be seen to live;
 * and whether it lives beside an embedded server.
 */
final class CandidateNode {
  private static final String LINK = "link ";
  private static final String EMBEDDED = "\nembedded";

  private CandidateNode() {}

  static byte[] encode(Election.Address address, boolean embedded) {
    String host = address.host().lines().findFirst().orElse("");
    String text = host + ":" + address.port() + "\n" + LINK + address.linkPort();
    return (text + (embedded ? EMBEDDED : "")).getBytes(UTF_8);
  }

  static boolean isEmbedded(byte[] data) {
    return data != null && new String(data, UTF_8).endsWith(EMBEDDED);
  }

  /** Where to look whether its process lives; empty if it does not say. */
  static Optional<Vigil.Target> target(byte[] data) {
    String[] lines = new String(data, UTF_8).split("\n");
    int colon = lines[0].lastIndexOf(':');
    if (colon < 1 || lines.length < 2 || !lines[1].matches(LINK + "[1-9][0-9]{0,4}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(lines[1].substring(LINK.length()));
    return port > 65_535
        ? Optional.empty()
        : Optional.of(new Vigil.Target(lines[0].substring(0, colon), port));
  }
}
