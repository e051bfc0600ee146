package cuesta.testkit.guest;

import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.engine.Change;
import cuesta.engine.SplitMix;
import cuesta.framework.cron.CronCodec;
import cuesta.framework.cron.engine.CronChange;
import cuesta.framework.cron.engine.CronEffect;
import cuesta.framework.cron.engine.CronEvent;
import cuesta.framework.cron.engine.CronState;
import cuesta.framework.cron.engine.Decision;
import cuesta.framework.cron.engine.Job;
import cuesta.framework.cron.engine.Run;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.host.Framework;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * framework-cron and the owners of its jobs. Each due instant has exactly one line in the ledger,
 * and at most one run; no run's tasks run two at a time, nor do the runs of a job that forbids it;
 * after the calm all instants are decided, and all runs have ended as it is said.
 */
public final class CronGuest extends TaskGuest<CronState> implements CronInstance.Answers {
  private static final int JOBS = 5;

  /** How long jobs go on when faults have stopped. */
  private static final Duration LONGER = Duration.ofMinutes(4);

  /** The same, if one of them is to become so old that its ledger is trimmed. */
  private static final Duration MUCH_LONGER = Duration.ofMinutes(20);

  private final RoleId role;
  private final Map<String, CronOwner> owners = new TreeMap<>();
  private final Map<Long, CronOwner> calls = new TreeMap<>();
  private final Map<String, CronJob> jobs = new TreeMap<>();
  private final List<CronJob> gone = new ArrayList<>();
  private final TreeSet<String> keys = new TreeSet<>();
  private final Duration longer;
  private Optional<Instant> calm = Optional.empty();
  private long call;

  /**
   * A guest.
   *
   * @param role whose resources its runs take
   * @param tireless whether one of its jobs is due each second, and for so long that the oldest
   *     lines of its ledger and its oldest runs are not kept
   */
  public CronGuest(RoleId role, boolean tireless) {
    this.role = role;
    longer = tireless ? MUCH_LONGER : LONGER;
    for (int i = 0; i < JOBS; i++) {
      owners.put("j" + i, new CronOwner("j" + i, tireless && i == 0));
    }
  }

  @Override
  public String name() {
    return CronInstance.NAME;
  }

  @Override
  public StoreCodec codec() {
    return new CronCodec();
  }

  @Override
  public Framework<CronState> open(Place place) {
    return CronInstance.of(role, place, this);
  }

  // ---- the owners

  @Override
  public void act(Predicate<FrameworkEvent> door, Instant now, SplitMix random, boolean storm) {
    if (!storm && calm.isEmpty()) {
      calm = Optional.of(now);
    }
    boolean over = calm.isPresent() && now.isAfter(calm.get().plus(longer));
    CronOwner.Time time =
        over ? CronOwner.Time.END : storm ? CronOwner.Time.STORM : CronOwner.Time.CALM;
    for (CronOwner owner : owners.values()) {
      Optional<CronEvent> ask = owner.act(time, random, ++call);
      if (ask.isPresent()) {
        calls.put(call, owner);
        door.test(ask.get());
      }
    }
  }

  @Override
  public void done(CronEffect.Done done) {
    CronOwner owner = calls.remove(done.call());
    if (owner != null) {
      owner.done(done.call(), jobs.get(done.name()), done.run());
    }
  }

  @Override
  public void refused(CronEffect.Refusal refusal) {
    CronOwner owner = calls.remove(refusal.call());
    if (owner != null) {
      owner.refused(refusal.call(), refusal.why(), jobs.get(owner.name()));
    }
  }

  // ---- what is durable

  @Override
  public void kept(String key, Change change) {
    keys.add(key);
    if (change instanceof CronChange.JobKept kept) {
      kept(kept.job());
      return;
    }
    CronJob job = jobs.get(((CronChange) change).name());
    Violation.unless(job != null, "cron: %s is kept of no job", key);
    switch ((CronChange) change) {
      case CronChange.Moved moved -> job.kept(moved.progress());
      case CronChange.SegmentKept segment -> job.kept(segment.number(), segment.lines());
      case CronChange.RunKept run -> job.runs().kept(run.run());
      default -> {
        // outputs are looked at in the end
      }
    }
  }

  private void kept(Job job) {
    CronJob known = jobs.get(job.name());
    if (known != null && known.job().tag().equals(job.tag())) {
      known.kept(job);
    } else {
      bury(job.name()); // a job of that name, if one went in the same batch
      jobs.put(job.name(), new CronJob(job, truth));
    }
  }

  @Override
  public void removed(String key) {
    keys.remove(key);
    String[] parts = key.split("/");
    CronJob job = jobs.get(parts[1]);
    if (parts[0].equals("job")) {
      bury(parts[1]);
    } else if (parts[0].equals("ledger") && job != null) {
      job.removed(Long.parseLong(parts[2]));
    }
  }

  private void bury(String name) {
    CronJob job = jobs.remove(name);
    if (job != null) {
      Violation.unless(
          owners.get(name).hasAskedToDelete(), "cron: %s went, and nobody asked for it", name);
      Violation.unless(!job.runs().isRunning(), "cron: %s went while it ran", name);
      gone.add(job);
    }
  }

  @Override
  public void written() {
    jobs.values().forEach(job -> job.runs().written());
  }

  // ---- its tasks

  @Override
  boolean isOurs(TaskId task) {
    return task.value().contains("@");
  }

  @Override
  Optional<Launch> open(TaskId task) {
    return jobs.values().stream()
        .map(job -> job.runs().get(task))
        .filter(Objects::nonNull)
        .filter(run -> run.launch().task().equals(task) && run.ended().isEmpty())
        .map(Run::launch)
        .findFirst();
  }

  @Override
  void begins(TaskId task) {
    jobOf(task).orElseThrow().runs().started(task);
  }

  @Override
  void ends(TaskId task) {
    jobOf(task).orElseThrow().runs().ended(task);
  }

  private Optional<CronJob> jobOf(TaskId task) {
    return Stream.concat(jobs.values().stream(), gone.stream())
        .filter(job -> job.runs().has(task))
        .findFirst();
  }

  @Override
  public Optional<String> unsettled() {
    for (CronOwner owner : owners.values()) {
      CronJob job = jobs.get(owner.name());
      Optional<String> open =
          owner.unsettled().or(() -> job == null ? Optional.empty() : job.unsettled());
      if (open.isPresent()) {
        return open;
      }
      Violation.unless(
          owner.isThere() == (job != null), "cron: %s is there, or is not", owner.name());
    }
    keys.forEach(this::checkKey);
    jobs.values().forEach(job -> job.runs().judge(false));
    gone.forEach(job -> job.runs().judge(true));
    return Optional.empty();
  }

  private void checkKey(String key) {
    String[] parts = key.split("/");
    CronJob job = jobs.get(parts[1]);
    Violation.unless(job != null, "cron: %s is kept of no job", key);
    if (parts[0].equals("past") || parts[0].equals("written")) {
      boolean written = keys.contains("written/" + parts[1] + "/" + parts[2]);
      Run.Output said = job.runs().get(Long.parseLong(parts[2])).output();
      Violation.unless(
          said != Run.Output.WANTED && written == (said == Run.Output.KEPT),
          "cron: the output is %s by %s, in truth there is %s",
          said,
          key,
          written ? "one" : "none");
    }
  }

  @Override
  public String summary() {
    List<CronJob> all = Stream.concat(jobs.values().stream(), gone.stream()).toList();
    String decided =
        Arrays.stream(Decision.values())
            .map(one -> all.stream().mapToLong(job -> job.decided(one)).sum() + " " + one)
            .filter(sum -> !sum.startsWith("0 "))
            .collect(Collectors.joining(", "));
    long runs = all.stream().mapToLong(job -> job.runs().count()).sum();
    return all.size()
        + " jobs ("
        + decided
        + "), "
        + runs
        + " runs, "
        + truth.intended()
        + " launches";
  }
}
