package cuesta.election.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a candidate's znode says: its address, for people, and whether it lives beside an embedded
 * server.
 */
final class CandidateNode {
  private static final String EMBEDDED = "\nembedded";

  private CandidateNode() {}

  static byte[] encode(String address, boolean embedded) {
    return (address.lines().findFirst().orElse("") + (embedded ? EMBEDDED : "")).getBytes(UTF_8);
  }

  static boolean isEmbedded(byte[] data) {
    return data != null && new String(data, UTF_8).endsWith(EMBEDDED);
  }
}
