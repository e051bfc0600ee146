package cuesta.election.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import cuesta.api.ha.Election;
import cuesta.api.ha.LeaderInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One candidate's znodes. Every call may be broken off by a lost connection and then repeated: each
 * looks first what is there. On the candidate's thread.
 */
final class Ballot {
  private static final Logger LOG = LoggerFactory.getLogger(Ballot.class);
  private static final int SEQUENCE_DIGITS = 10;

  private final Ensemble ensemble;
  private final Layout layout;
  private final Election.Address address;
  private final String candidate = UUID.randomUUID().toString();

  /** Of the last look; its session is what the ephemerals hang on. */
  private ZooKeeper zk;

  private String node = "";
  private long lastTerm;
  private int termVersion;

  Ballot(Ensemble ensemble, Election.Address address) {
    this.ensemble = ensemble;
    this.layout = ensemble.layout();
    this.address = address;
  }

  /** How long a session lives without a word. */
  Duration lease() {
    Duration wanted = ensemble.session();
    int granted = zk == null ? 0 : zk.getSessionTimeout();
    return granted > 0 && granted < wanted.toMillis() ? Duration.ofMillis(granted) : wanted;
  }

  /**
   * Stands, if it does not yet. Whoever is not the first is woken when the one before it goes.
   *
   * @return those before it in the queue, the leader first; empty if it is the first
   */
  List<String> ahead(Watcher watcher) throws KeeperException, InterruptedException {
    zk = ensemble.zk();
    node = enter();
    List<String> queue = queue();
    int place = queue.indexOf(node);
    if (place < 0) {
      throw new KeeperException.SessionExpiredException();
    }
    List<String> ahead = List.copyOf(queue.subList(0, place));
    if (place > 0 && zk.exists(layout.candidate(ahead.getLast()), watcher) == null) {
      watcher.process(null); // it has gone since the listing
    }
    return ahead;
  }

  /** Where another candidate's process can be seen to live; empty if it does not say. */
  Optional<Vigil.Target> target(String other) throws KeeperException, InterruptedException {
    try {
      return CandidateNode.target(zk.getData(layout.candidate(other), false, null));
    } catch (KeeperException.NoNodeException e) {
      return Optional.empty();
    }
  }

  private List<String> queue() throws KeeperException, InterruptedException {
    List<String> names = new ArrayList<>(zk.getChildren(layout.candidates(), false));
    names.removeIf(name -> name.length() <= SEQUENCE_DIGITS);
    names.sort(Comparator.comparing(name -> name.substring(name.length() - SEQUENCE_DIGITS)));
    return names;
  }

  private String enter() throws KeeperException, InterruptedException {
    String mine = "";
    for (String name : queue()) {
      if (name.startsWith(candidate)) {
        // More than one, if the answer to a creation was lost; a stranger's, if the session was.
        if (mine.isEmpty() && isOfThisSession(layout.candidate(name))) {
          mine = name;
        } else {
          delete(layout.candidate(name));
        }
      }
    }
    if (mine.isEmpty()) {
      String made =
          zk.create(
              layout.candidate(candidate + "-"),
              CandidateNode.encode(address, ensemble.isEmbedded()),
              Ensemble.PRIVATE,
              CreateMode.EPHEMERAL_SEQUENTIAL);
      mine = made.substring(layout.candidates().length() + 1);
    }
    return mine;
  }

  private boolean isOfThisSession(String path) throws KeeperException, InterruptedException {
    Stat stat = zk.exists(path, false);
    return stat != null && stat.getEphemeralOwner() == zk.getSessionId();
  }

  private void delete(String path) throws KeeperException, InterruptedException {
    try {
      zk.delete(path, -1);
    } catch (KeeperException.NoNodeException e) {
      LOG.debug("{} has gone by itself", path);
    }
  }

  /**
   * Raises the term and becomes the leader, in one write.
   *
   * @return the term, 0 if somebody was faster
   */
  long takeLead() throws KeeperException, InterruptedException {
    return takeLead(Optional.empty());
  }

  /**
   * Removes another from the queue, whose process is gone though its session lasts. If that one
   * leads, this one does from now on, in the same write.
   *
   * @return the term, 0 if it was no leader or somebody was faster
   */
  long replace(String gone) throws KeeperException, InterruptedException {
    Optional<LeaderNode> there = leader();
    if (there.isPresent() && isOf(gone, there.get().candidate())) {
      return takeLead(Optional.of(gone));
    }
    delete(layout.candidate(gone));
    return 0;
  }

  private static boolean isOf(String name, String candidate) {
    return name.startsWith(candidate + "-");
  }

  private long takeLead(Optional<String> gone) throws KeeperException, InterruptedException {
    Stat stat = new Stat();
    long last = term(zk.getData(layout.term(), false, stat));
    Optional<LeaderNode> there = leader();
    if (there.isPresent() && isOurs(there.get()) && there.get().term() == last && last > lastTerm) {
      return leading(
          last, stat.getVersion()); // the answer to the write below was lost, not the write
    }
    List<Op> ops = new ArrayList<>();
    ops.add(Op.check(layout.candidate(node), -1));
    ops.add(Op.setData(layout.term(), Long.toString(last + 1).getBytes(UTF_8), stat.getVersion()));
    if (gone.isPresent()) {
      ops.add(Op.delete(layout.candidate(gone.get()), -1));
      ops.addAll(removals(last)); // or clients of Mesos would follow it for as long as its session
    }
    if (there.isPresent()) {
      ops.add(Op.delete(layout.leader(), -1));
    }
    byte[] data = new LeaderNode(last + 1, candidate).encode();
    ops.add(Op.create(layout.leader(), data, Ensemble.PRIVATE, CreateMode.EPHEMERAL));
    try {
      zk.multi(ops);
      return leading(last + 1, stat.getVersion() + 1);
    } catch (KeeperException.BadVersionException
        | KeeperException.NoNodeException
        | KeeperException.NodeExistsException e) {
      LOG.debug("somebody was faster", e);
      return 0;
    }
  }

  /** Of the records of all leaders up to a term. */
  private List<Op> removals(long last) throws KeeperException, InterruptedException {
    List<Op> ops = new ArrayList<>();
    for (String name : zk.getChildren(layout.path(), false)) {
      long term = name.startsWith(Layout.RECORD) ? recordTerm(name) : 0;
      if (term > 0 && term <= last) {
        ops.add(Op.delete(layout.path() + "/" + name, -1));
      }
    }
    return ops;
  }

  private long leading(long term, int version) {
    lastTerm = term;
    termVersion = version;
    return term;
  }

  private long term(byte[] data) throws KeeperException {
    String text = new String(data, UTF_8);
    if (!text.matches("[0-9]{1,18}")) {
      LOG.error(
          "DATA_CORRUPT: znode {} holds '{}', not a number: set it to one that is higher than any"
              + " term so far",
          layout.term(),
          text);
      throw new KeeperException.DataInconsistencyException();
    }
    return Long.parseLong(text);
  }

  private Optional<LeaderNode> leader() throws KeeperException, InterruptedException {
    try {
      return Optional.of(LeaderNode.decode(zk.getData(layout.leader(), false, null)));
    } catch (KeeperException.NoNodeException e) {
      return Optional.empty();
    }
  }

  private boolean isOurs(LeaderNode leader) throws KeeperException, InterruptedException {
    return leader.candidate().equals(candidate) && isOfThisSession(layout.leader());
  }

  /** Asks whether a term still lasts; woken when it may not. */
  boolean leads(long term, Watcher watcher) throws KeeperException, InterruptedException {
    try {
      Stat stat = new Stat();
      LeaderNode leader = LeaderNode.decode(zk.getData(layout.leader(), watcher, stat));
      return leader.term() == term
          && leader.candidate().equals(candidate)
          && stat.getEphemeralOwner() == zk.getSessionId();
    } catch (KeeperException.NoNodeException e) {
      return false;
    }
  }

  /**
   * Makes the record that everybody looks for the only one; nothing happens if the term is over.
   */
  void publish(LeaderInfo leader) throws KeeperException, InterruptedException, IOException {
    byte[] data = LeaderRecord.encode(leader);
    List<Op> ops = new ArrayList<>();
    ops.add(Op.check(layout.term(), termVersion));
    // Of a former leader whose session lasts, of a former announcement, or of this one before its
    // answer was lost. One of a later term is left alone: then ours is over, and the check fails.
    ops.addAll(removals(leader.term()));
    ops.add(Op.create(layout.record(), data, Ensemble.READABLE, CreateMode.EPHEMERAL_SEQUENTIAL));
    try {
      zk.multi(ops);
    } catch (KeeperException.BadVersionException e) {
      LOG.info("term {} is over, so its leader is not announced", leader.term());
    } catch (KeeperException.NoNodeException e) {
      throw new KeeperException.ConnectionLossException(); // a record went meanwhile: once more
    }
  }

  private long recordTerm(String name) throws KeeperException, InterruptedException {
    try {
      return LeaderRecord.term(zk.getData(layout.path() + "/" + name, false, null));
    } catch (KeeperException.NoNodeException e) {
      return 0;
    }
  }

  /** Takes away all that is ours: record first, so that nobody finds a leader who is none. */
  void withdraw() throws KeeperException, InterruptedException {
    zk = ensemble.zk();
    for (String name : zk.getChildren(layout.path(), false)) {
      if (name.startsWith(Layout.RECORD) && lastTerm > 0 && recordTerm(name) == lastTerm) {
        delete(layout.path() + "/" + name);
      }
    }
    Optional<LeaderNode> leader = leader();
    if (leader.isPresent() && leader.get().candidate().equals(candidate)) {
      delete(layout.leader());
    }
    for (String name : queue()) {
      if (name.startsWith(candidate)) {
        delete(layout.candidate(name));
      }
    }
  }
}
