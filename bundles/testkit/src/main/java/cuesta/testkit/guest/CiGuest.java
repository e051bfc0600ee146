package cuesta.testkit.guest;

import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.engine.Change;
import cuesta.engine.SplitMix;
import cuesta.framework.ci.CiCodec;
import cuesta.framework.ci.engine.CiChange;
import cuesta.framework.ci.engine.CiEffect;
import cuesta.framework.ci.engine.CiEngine;
import cuesta.framework.ci.engine.CiEvent;
import cuesta.framework.ci.engine.CiState;
import cuesta.framework.ci.engine.GroupKey;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.Key;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.ci.engine.Sizes;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.host.Framework;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * framework-ci and those who want pipelines. Each attempt of a job has one end, a true one, and a
 * number of its own; none runs before its needs, nor two of one resource group; what went well has
 * its artifacts. After the calm all pipelines are over and all logs kept, and of those that were
 * deleted nothing is left.
 */
public final class CiGuest extends TaskGuest<CiState> implements CiInstance.Answers {
  private static final int PIPELINES = 12;

  /** How long after the storm pipelines are looked after, before some are deleted. */
  private static final Duration LOOKED_AFTER = Duration.ofMinutes(15);

  private static final Pattern TASK = Pattern.compile("ci-[0-9]+(\\.[0-9]+)?");

  private final RoleId role;
  private final List<CiOwner> owners = new ArrayList<>();
  private final Map<Long, CiOwner> calls = new TreeMap<>();
  private final Map<String, Long> pipelines = new TreeMap<>();
  private final Map<Long, Key> numbers = new TreeMap<>();
  private final Map<TaskId, GroupKey> groups = new TreeMap<>();
  private final TreeSet<GroupKey> busy = new TreeSet<>();
  private final TreeSet<Long> written = new TreeSet<>();
  private final TreeSet<Long> forgotten = new TreeSet<>();
  private final CiJudge judge = new CiJudge(truth);
  private final CiEngine engine =
      new CiEngine(
          (state, pipeline, job, launch, taken) -> {
            throw new IllegalStateException("it only replays");
          },
          Sizes.USUAL);
  private CiState durable;
  private Optional<Instant> calm = Optional.empty();
  private long call;

  /**
   * A guest.
   *
   * @param role whose resources its jobs take
   */
  public CiGuest(RoleId role) {
    this.role = role;
    durable = CiState.of(List.of(role));
  }

  @Override
  public String name() {
    return CiInstance.NAME;
  }

  @Override
  public StoreCodec codec() {
    return new CiCodec();
  }

  @Override
  public Framework<CiState> open(Place place) {
    return CiInstance.of(role, place, this);
  }

  // ---- the owners

  @Override
  public void act(Predicate<FrameworkEvent> door, Instant now, SplitMix random, boolean storm) {
    if (!storm && calm.isEmpty()) {
      calm = Optional.of(now);
    }
    if (storm && owners.size() < PIPELINES && random.chance(0.05)) {
      owners.add(new CiOwner(owners.size(), role, random));
    }
    boolean end = calm.isPresent() && now.isAfter(calm.get().plus(LOOKED_AFTER));
    CiOwner.Time time = end ? CiOwner.Time.END : storm ? CiOwner.Time.STORM : CiOwner.Time.CALM;
    for (CiOwner owner : owners) {
      Optional<CiEvent> ask = owner.act(time, line(owner), random, ++call);
      if (ask.isPresent()) {
        calls.put(call, owner);
        door.test(ask.get());
      }
    }
  }

  private Line line(CiOwner owner) {
    return durable.lines().get(owner.pipeline());
  }

  @Override
  public void done(CiEffect.Done done) {
    CiOwner owner = calls.remove(done.call());
    if (owner != null) {
      owner.done(done.call(), done.pipeline(), durable.lines().get(done.pipeline()));
    }
  }

  @Override
  public void refused(CiEffect.Refusal refusal) {
    CiOwner owner = calls.remove(refusal.call());
    if (owner != null) {
      owner.refused(refusal.call(), refusal.why(), line(owner));
    }
  }

  // ---- what is durable

  @Override
  public void kept(String key, Change change) {
    Job was = change instanceof CiChange.JobKept kept ? durable.job(key(kept)) : null;
    durable = engine.replay(durable, change);
    switch ((CiChange) change) {
      case CiChange.PipelineKept kept -> kept(kept.pipeline().number(), kept.pipeline().key());
      case CiChange.JobKept kept -> kept(kept, was);
      default -> {
        // numbers and caches are seen in those that have them
      }
    }
  }

  private void kept(long number, String key) {
    Long other = pipelines.put(key, number);
    Violation.unless(
        other == null || other == number, "ci: %s became pipeline %s and %s", key, other, number);
    Violation.unless(!forgotten.contains(number), "ci: pipeline %s came back", number);
    written.add(number);
  }

  private void kept(CiChange.JobKept kept, Job was) {
    Line line = durable.lines().get(kept.pipeline());
    Violation.unless(line != null, "ci: a job is kept of no pipeline: %s", kept);
    Job job = kept.job();
    Key other = numbers.put(job.number(), key(kept));
    Violation.unless(
        other == null || other.equals(key(kept)),
        "ci: number %s is of %s and %s",
        job.number(),
        other,
        key(kept));
    judge.changed(line, was, job);
    Launch launch = job.launch();
    if (launch.at().isPresent()) {
      truth.intends(launch.id(), launch.task());
      String group = judge.flow(line, job).resourceGroup();
      if (!group.isEmpty()) {
        groups.put(launch.task(), new GroupKey(line.pipeline().origin().project(), group));
      }
    }
    written.add(kept.pipeline());
  }

  private static Key key(CiChange.JobKept kept) {
    return new Key(kept.pipeline(), kept.job().index());
  }

  @Override
  public void removed(String key) {
    String[] parts = key.split("/");
    Violation.unless(parts[0].equals("line"), "ci: %s was removed", key);
    long number = Long.parseLong(parts[1]);
    if (parts.length == 2) {
      durable = engine.replay(durable, new CiChange.PipelineGone(number));
      forgotten.add(number);
    } else {
      Key job = new Key(number, Integer.parseInt(parts[2]));
      durable = engine.replay(durable, new CiChange.JobGone(job));
    }
  }

  @Override
  public void written() {
    for (long number : written) {
      Line line = durable.lines().get(number);
      if (line != null) {
        judge.written(line);
      }
    }
    written.clear();
  }

  // ---- its tasks

  @Override
  boolean isOurs(TaskId task) {
    return TASK.matcher(task.value()).matches();
  }

  @Override
  Optional<Launch> open(TaskId task) {
    return Optional.ofNullable(durable.launches().live().get(task))
        .map(key -> durable.job(key).launch());
  }

  @Override
  void begins(TaskId task) {
    GroupKey group = groups.get(task);
    Violation.unless(
        group == null || busy.add(group), "ci: %s runs while another one has %s", task, group);
  }

  @Override
  void ends(TaskId task) {
    GroupKey group = groups.get(task);
    if (group != null) {
      busy.remove(group);
    }
  }

  // ---- the end

  @Override
  public Optional<String> unsettled() {
    for (CiOwner owner : owners) {
      Optional<String> open = owner.unsettled();
      if (open.isPresent()) {
        return open;
      }
      Line line = line(owner);
      Violation.unless(
          owner.isGone() == (line == null),
          "ci: the pipeline of %s is there, or is not",
          owner.key());
      if (line != null) {
        judge.settled(line);
      }
    }
    for (Line line : durable.lines().values()) {
      Violation.unless(
          owners.stream().anyMatch(owner -> owner.pipeline() == line.number()),
          "ci: pipeline %s is nobody's",
          line.number());
    }
    return Optional.empty();
  }

  @Override
  public String summary() {
    return pipelines.size()
        + " pipelines, "
        + numbers.size()
        + " attempts of jobs, "
        + truth.intended()
        + " launches";
  }
}
