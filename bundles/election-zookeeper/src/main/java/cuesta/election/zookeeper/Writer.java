package cuesta.election.zookeeper;

import cuesta.api.ha.FencedException;
import cuesta.api.ha.Journal;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one term's changes. Each write checks the fence and sets the head at the version the write
 * before left: so writes may be under way together, and none can land without those before it.
 * After a lost connection the head says which of them arrived; the rest is sent again as it was.
 * Everything happens on one thread, which never waits.
 */
final class Writer {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /**
   * Two, so that ZooKeeper syncs one to disk while the next is on its way; more only makes smaller
   * groups.
   */
  private static final int WINDOW = 2;

  /**
   * What may wait for ZooKeeper in memory: long before, a leader without it has stopped to decide.
   */
  private static final long MAX_WAITING = 64L << 20;

  private static final long LOOK_AGAIN_MS = 50;
  private static final byte[] NOTHING = {};

  private record Append(int count, byte[] encoded, CompletableFuture<Long> done) {}

  private record Switch(Head.Snapshot to, CompletableFuture<Long> done) {}

  private final Ensemble ensemble;
  private final Layout layout;
  private final ScheduledExecutorService thread;
  private final Fence fence;
  private final TreeMap<Long, Long> ends;
  private final ArrayDeque<Append> waiting = new ArrayDeque<>();
  private final ArrayDeque<Switch> switches = new ArrayDeque<>();
  private final ArrayDeque<Write> underWay = new ArrayDeque<>();
  private Head head; // after all that was sent
  private int version; // of the head's znode after all that was sent
  private long landed; // the position after all that is durable
  private long waitingBytes;
  private int attempt; // answers to former attempts no longer count
  private boolean looking;
  private Code refusal = Code.OK;
  private IOException over;

  Writer(Ensemble ensemble, ScheduledExecutorService thread, Loader.Loaded loaded) {
    this.ensemble = ensemble;
    this.layout = ensemble.layout();
    this.thread = thread;
    this.fence = loaded.fence();
    this.head = loaded.head();
    this.version = loaded.version();
    this.ends = loaded.ends();
    this.landed = loaded.head().position();
  }

  void start() {
    watch(-1);
  }

  /**
   * Every write is answered or its connection breaks; should that fail once, nothing would ever
   * move again.
   */
  private void watch(long last) {
    if (over != null) {
      return;
    }
    long now = underWay.isEmpty() ? -1 : underWay.peek().number();
    if (now >= 0 && now == last) {
      look();
    }
    thread.schedule(() -> watch(now), 2 * ensemble.session().toMillis(), TimeUnit.MILLISECONDS);
  }

  long term() {
    return fence.term();
  }

  Fence fence() {
    return fence;
  }

  /** The head after what was sent. */
  Head head() {
    return head;
  }

  void append(int count, byte[] encoded, CompletableFuture<Long> done) {
    if (over == null && waitingBytes + encoded.length > MAX_WAITING) {
      // To drop this one and take the next would tear a hole: so it is the end of this writer.
      end(
          new IOException(
              "the journal holds "
                  + waitingBytes
                  + " bytes that ZooKeeper does not take, and takes no more"));
    }
    if (over != null) {
      done.completeExceptionally(over);
      return;
    }
    waiting.add(new Append(count, encoded, done));
    waitingBytes += encoded.length;
    pump();
  }

  /** Completes when the snapshot has replaced what it covers. */
  void switchTo(Head.Snapshot snapshot, CompletableFuture<Long> done) {
    if (over != null) {
      done.completeExceptionally(over);
      return;
    }
    switches.add(new Switch(snapshot, done));
    pump();
  }

  /** Why a snapshot up to a position cannot be, or null. */
  String refusalOfSnapshot(long position) {
    if (position < head.snapshot().position() || position > landed) {
      return "position: "
          + position
          + " is not between the last snapshot ("
          + head.snapshot().position()
          + ") and what is durable ("
          + landed
          + "): use one that an append returned";
    }
    return null;
  }

  void end(IOException why) {
    if (over != null) {
      return;
    }
    over = why;
    attempt++;
    underWay.forEach(write -> write.failed(why));
    waiting.forEach(append -> append.done().completeExceptionally(why));
    switches.forEach(to -> to.done().completeExceptionally(why));
    underWay.clear();
    waiting.clear();
    switches.clear();
  }

  private void pump() {
    while (over == null && !looking && underWay.size() < WINDOW) {
      Write write;
      if (!switches.isEmpty()) {
        write = pointerWrite(switches.poll());
      } else if (!waiting.isEmpty()) {
        write = batchWrite();
      } else {
        return;
      }
      underWay.add(write);
      send(write);
    }
  }

  private Write batchWrite() {
    List<byte[]> encoded = new ArrayList<>();
    List<Write.Part> parts = new ArrayList<>();
    int bytes = 0;
    int count = 0;
    while (!waiting.isEmpty()
        && (encoded.isEmpty() || bytes + waiting.peek().encoded().length <= Journal.MAX_BATCH)) {
      Append append = waiting.poll();
      encoded.add(append.encoded());
      bytes += append.encoded().length;
      count += append.count();
      parts.add(new Write.Part(append.done(), head.position() + count));
    }
    waitingBytes -= bytes;
    long number = head.next();
    long from = head.position();
    List<Op> ops = headOps(head.appended(count));
    if (number % Layout.CHILDREN == 0) {
      ops.add(
          Op.create(
              layout.batches(Layout.group(number)),
              NOTHING,
              Ensemble.PRIVATE,
              CreateMode.PERSISTENT));
    }
    byte[] data = Batch.encode(Frame.BATCH, from, count, encoded);
    ops.add(Op.create(layout.batch(number), data, Ensemble.PRIVATE, CreateMode.PERSISTENT));
    ends.put(head.position(), number);
    return new Write(head.writes(), ops, parts);
  }

  private Write pointerWrite(Switch to) {
    long position = to.to().position();
    Map.Entry<Long, Long> firstAfter = ends.higherEntry(position);
    List<Op> ops =
        headOps(head.switched(to.to(), firstAfter == null ? head.next() : firstAfter.getValue()));
    ends.headMap(position, true).clear();
    return new Write(head.writes(), ops, List.of(new Write.Part(to.done(), head.position())));
  }

  private List<Op> headOps(Head to) {
    List<Op> ops = new ArrayList<>();
    ops.add(Op.check(layout.fence(), fence.version()));
    ops.add(Op.setData(layout.head(), to.encode(), version));
    head = to;
    version++;
    return ops;
  }

  private void send(Write write) {
    int sent = attempt;
    try {
      ensemble
          .zk()
          .multi(
              write.ops(),
              (rc, path, context, results) ->
                  thread.execute(() -> answered(sent, write, Code.get(rc))),
              null);
    } catch (KeeperException e) {
      LOG.debug("no handle to write with", e);
      look();
    }
  }

  private void answered(int sent, Write write, Code code) {
    if (sent != attempt) {
      return;
    }
    if (code == Code.OK && write == underWay.peek()) {
      landed(underWay.poll());
      refusal = Code.OK;
      pump();
    } else {
      // A version that does not fit may be the echo of a write before this one; any other refusal
      // stands, if it is repeated.
      if (code != Code.OK && code != Code.BADVERSION && !Retry.isWorth(code)) {
        if (refusal == code) {
          end(
              new IOException(
                  "ZooKeeper refuses to write the journal at " + layout.journal() + ": " + code));
          return;
        }
        refusal = code;
      }
      look();
    }
  }

  private void landed(Write write) {
    for (Write.Part part : write.parts()) {
      landed = Math.max(landed, part.position());
    }
    write.landed();
  }

  /** Reads back what arrived. Never twice at a time; goes on until it is known. */
  private void look() {
    attempt++;
    if (over == null && !looking) {
      looking = true;
      readBack();
    }
  }

  private void readBack() {
    if (over != null) {
      return;
    }
    CompletableFuture<Found> found = new CompletableFuture<>();
    try {
      ZooKeeper zk = ensemble.zk();
      // One session answers in order: if the fence, read last, is still ours, so is what the head
      // tells.
      CompletableFuture<Void> sync = Reads.sync(zk, layout.head());
      CompletableFuture<Reads.Node> headNode = Reads.get(zk, layout.head());
      CompletableFuture<Reads.Node> fenceNode = Reads.get(zk, layout.fence());
      found = sync.thenCombine(headNode.thenCombine(fenceNode, Found::new), (done, both) -> both);
    } catch (KeeperException e) {
      found.completeExceptionally(e);
    }
    found
        .orTimeout(ensemble.session().toMillis(), TimeUnit.MILLISECONDS)
        .whenCompleteAsync(this::found, thread);
  }

  private record Found(Reads.Node head, Reads.Node fence) {}

  private void found(Found found, Throwable failure) {
    if (over != null) {
      return;
    }
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      if (cause instanceof KeeperException e && !Retry.isWorth(e)) {
        end(
            new IOException(
                "the journal at " + layout.journal() + " cannot be read back: " + e.getMessage(),
                e));
      } else {
        thread.schedule(this::readBack, LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
      }
      return;
    }
    try {
      goOn(found);
    } catch (IOException e) {
      end(e);
    }
  }

  private void goOn(Found found) throws IOException {
    Fence now = Fence.decode(layout.fence(), found.fence().data(), found.fence().version());
    if (now.version() != fence.version() || now.term() != fence.term()) {
      throw new FencedException(fence.term(), now.term());
    }
    long arrived = Head.decode(layout.head(), found.head().data()).writes();
    while (!underWay.isEmpty() && underWay.peek().number() <= arrived) {
      landed(underWay.poll());
      refusal = Code.OK;
    }
    if (found.head().version() != version - underWay.size()) {
      throw new IOException(
          "DATA_CORRUPT: znode "
              + layout.head()
              + " was changed by somebody who did not claim it: nothing but a leader may write"
              + " below "
              + layout.journal());
    }
    looking = false;
    underWay.forEach(this::send);
    pump();
  }
}
