package cuesta.election.zookeeper;

/**
 * Where things lie. Below the path itself only the leader's record may lie, since clients of Mesos
 * take the smallest child whatever it is; all the rest lies in a sibling.
 *
 * @param path such as {@code /mesos}
 */
record Layout(String path) {
  /** Children of one znode: a list of them must fit in one answer of ZooKeeper. */
  static final int CHILDREN = 1_000;

  static final String RECORD = "json.info_";

  String home() {
    return path + ".cuesta";
  }

  /** What the leader publishes: the name without the sequence number. */
  String record() {
    return path + "/" + RECORD;
  }

  String candidates() {
    return home() + "/candidates";
  }

  String candidate(String name) {
    return candidates() + "/" + name;
  }

  /** The counter of terms. */
  String term() {
    return home() + "/term";
  }

  /** An ephemeral of whoever leads. */
  String leader() {
    return home() + "/leader";
  }

  String journal() {
    return home() + "/journal";
  }

  /** The term that has claimed the journal; its version guards every write. */
  String fence() {
    return journal() + "/fence";
  }

  /** What belongs to the journal: the snapshot and the batches. */
  String head() {
    return journal() + "/head";
  }

  String log() {
    return journal() + "/log";
  }

  static long group(long number) {
    return number / CHILDREN;
  }

  String batches(long group) {
    return log() + "/" + digits(group);
  }

  String batch(long number) {
    return batches(group(number)) + "/" + digits(number);
  }

  String snapshots() {
    return journal() + "/snapshots";
  }

  String snapshot(String id) {
    return snapshots() + "/" + id;
  }

  String segments(String id, long group) {
    return snapshot(id) + "/" + digits(group);
  }

  String segment(String id, long number) {
    return segments(id, group(number)) + "/" + digits(number);
  }

  /** Padded, so that a listing is in order for whoever looks at it. */
  static String digits(long number) {
    return "%012d".formatted(number);
  }
}
