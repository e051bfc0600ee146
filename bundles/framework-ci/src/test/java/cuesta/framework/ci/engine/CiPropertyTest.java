package cuesta.framework.ci.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.TaskId;
import cuesta.engine.SplitMix;
import cuesta.framework.ci.spec.Need;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Pipelines of any shape, with any ends, in any order, on instances that come and go. */
class CiPropertyTest {
  private static final List<String> WHENS =
      List.of("", "", "", " on_failure", " always", " manual", " manual allow", " delayed=30");
  private static final List<String> EXTRAS =
      List.of("", "", "", " allow", " allow=2", " retry=1", " group=g", " artifacts", " dotenv");

  /** A pipeline: up to four stages, needs to any job before it in the text, or none. */
  private static String[] jobs(SplitMix random) {
    int count = 1 + random.below(9);
    int stage = 1;
    String[] jobs = new String[count];
    for (int i = 0; i < count; i++) {
      stage += random.below(3) == 0 ? 1 : 0;
      String needs = "";
      if (random.below(3) == 0) {
        TreeSet<String> names = new TreeSet<>();
        for (int j = 0; j < i && names.size() < 3; j++) {
          if (random.chance(0.4)) {
            names.add("j" + j);
          }
        }
        needs = " needs=" + String.join(",", names);
      }
      String extra = EXTRAS.get(random.below(EXTRAS.size()));
      jobs[i] = stage + " j" + i + needs + WHENS.get(random.below(WHENS.size())) + extra;
    }
    return jobs;
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void eachJobHasOneEndAndRunsAfterItsNeeds(@ForAll long seed) {
    SplitMix random = new SplitMix(seed);
    Yard yard = new Yard();
    String[] jobs = jobs(random);
    long number = yard.start(jobs);
    TreeMap<String, Integer> exits = new TreeMap<>();
    yard.watcher = () -> order(yard, number);
    for (int i = 0; i < 200 && !yard.line(number).pipeline().status().isOver(); i++) {
      if (random.chance(0.2)) {
        yard.load();
      }
      step(yard, number, random, exits);
    }
    Line line = yard.line(number);
    assertTrue(line.pipeline().status().isOver(), () -> yard.seen(number));
    Map<String, JobStatus> wanted = Naive.ends(line, exits);
    for (Job job : line.jobs().values()) {
      assertEquals(
          wanted.get(job.name()), job.status(), () -> job.name() + ": " + yard.seen(number));
    }
    assertEquals(Naive.status(line), line.pipeline().status(), () -> yard.seen(number));
    assertTrue(yard.running.isEmpty());
    yard.checkStore();
  }

  /** One of: a task ends, somebody plays what waits, time passes. */
  private static void step(
      Yard yard, long number, SplitMix random, TreeMap<String, Integer> exits) {
    List<TaskId> running = List.copyOf(yard.running.keySet());
    if (!running.isEmpty()) {
      TaskId task = running.get(random.below(running.size()));
      int exit = random.chance(0.7) ? 0 : 1 + random.below(2);
      exits.put(yard.running.get(task).name(), exit);
      yard.ends(task, exit);
      return;
    }
    List<Job> manual = new ArrayList<>();
    for (Job job : yard.line(number).jobs().values()) {
      if (job.status() == JobStatus.MANUAL && !job.isAllowedToFail()) {
        manual.add(job);
      }
    }
    if (manual.isEmpty()) {
      yard.pass(Duration.ofSeconds(30));
    } else {
      Yard.done(yard.play(number, manual.get(random.below(manual.size())).name()));
    }
  }

  /** Whoever is out is out by right: those before it are over. And of a group only one is. */
  private static void order(Yard yard, long number) {
    Line line = yard.line(number);
    if (line == null) {
      return;
    }
    int holders = 0;
    for (Job job : line.jobs().values()) {
      holders += job.status().holds() && !job.flow().resourceGroup().isEmpty() ? 1 : 0;
      if (!job.status().isOut()) {
        continue;
      }
      for (Job before : before(line, job)) {
        boolean over =
            before.status().isOver()
                || before.status() == JobStatus.MANUAL && before.isAllowedToFail();
        assertTrue(over, () -> job.name() + " is out before " + before.name());
      }
    }
    assertTrue(holders <= 1, () -> "two have the resource: " + yard.seen(number));
  }

  private static List<Job> before(Line line, Job job) {
    Optional<List<Need>> needs = job.flow().needs();
    List<Job> before = new ArrayList<>();
    if (needs.isPresent()) {
      needs.get().forEach(need -> before.add(line.job(need.job()).orElseThrow()));
    } else {
      for (Job other : line.jobs().values()) {
        if (Integer.parseInt(other.spec().stage()) < Integer.parseInt(job.spec().stage())) {
          before.add(other);
        }
      }
    }
    return before;
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void whateverIsAskedWhateverIsKeptIsTheState(@ForAll long seed) {
    SplitMix random = new SplitMix(seed);
    Yard yard = new Yard();
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      if (numbers.isEmpty() || random.chance(0.15)) {
        numbers.add(
            yard.start(
                Specs.origin("p" + random.below(2), "main", i),
                random.chance(0.5),
                Specs.pipeline(jobs(random))));
      }
      long number = numbers.get(random.below(numbers.size()));
      act(yard, number, random, i);
      if (i % 8 == 0) {
        yard.checkStore();
      }
    }
    for (long number : numbers) {
      if (yard.line(number) != null && !yard.line(number).pipeline().status().isOver()) {
        Yard.done(yard.cancel(number));
      }
    }
    yard.pass(Duration.ofMinutes(10));
    assertTrue(yard.running.isEmpty(), () -> yard.running.toString());
    assertEquals(0, yard.state().index().totals().open());
    assertTrue(yard.state().index().groups().isEmpty());
    for (long number : numbers) {
      if (yard.line(number) != null) {
        Yard.done(yard.tell(new CiEvent.Delete(number, 1)));
      }
    }
    yard.checkStore();
    assertEquals(new TreeSet<>(), new TreeSet<>(yard.state().needed()));
    assertEquals(0, yard.state().index().totals().bytes());
    assertEquals(new TreeSet<>(List.of("counts")), new TreeSet<>(yard.kept.entries.keySet()));
  }

  private static void act(Yard yard, long number, SplitMix random, int i) {
    if (yard.line(number) == null) {
      return;
    }
    String job = "j" + random.below(yard.line(number).jobs().size());
    switch (random.below(12)) {
      case 0 -> yard.cancel(number);
      case 1 -> yard.cancel(number, job);
      case 2 -> yard.retry(number);
      case 3 -> yard.retry(number, job);
      case 4 -> yard.play(number, job);
      case 5 -> yard.tell(new CiEvent.Unschedule(number, job, 1 + i));
      case 6 -> yard.tell(new CiEvent.Delete(number, 1 + i));
      case 7 -> yard.load();
      case 8 -> yard.pass(Duration.ofSeconds(random.below(100)));
      default -> {
        if (!yard.running.isEmpty()) {
          List<TaskId> running = List.copyOf(yard.running.keySet());
          yard.ends(running.get(random.below(running.size())), random.below(3));
        }
      }
    }
  }
}
