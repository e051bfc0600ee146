package cuesta.election.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What the leader's ephemeral says. A candidate whose connection broke while it took leadership
 * recognizes its own success by it.
 *
 * @param term its term
 * @param candidate whose it is
 */
record LeaderNode(long term, String candidate) {
  byte[] encode() {
    return (term + "\n" + candidate).getBytes(UTF_8);
  }

  static LeaderNode decode(byte[] data) {
    String[] lines = new String(data, UTF_8).split("\n", 2);
    // Anything else is nobody's we know: it is replaced by the next leader.
    return lines.length == 2 && lines[0].matches("[0-9]{1,18}")
        ? new LeaderNode(Long.parseLong(lines[0]), lines[1])
        : new LeaderNode(0, "");
  }
}
