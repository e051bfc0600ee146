package cuesta.framework.ci.gather;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.TaskId;
import cuesta.api.blob.Blob;
import cuesta.api.blob.Blobs;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Selection;
import cuesta.api.framework.TaskFiles;
import cuesta.archive.Entry;
import cuesta.archive.Limits;
import cuesta.archive.Look;
import cuesta.framework.ci.engine.CiEffect;
import cuesta.framework.ci.engine.CiEvent;
import cuesta.framework.ci.engine.CiState;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.ci.engine.Parts;
import cuesta.framework.ci.engine.Tests;
import cuesta.framework.ci.launch.Environment;
import cuesta.framework.ci.launch.JobTasks;
import cuesta.framework.ci.spec.Artifacts;
import cuesta.framework.ci.spec.Cache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what jobs leave behind from their agents to the masters, and reads the reports among it.
 * Each on a thread of its own, a bounded number at a time; whatever happens, an answer comes.
 */
public final class Gatherer {
  private static final Logger LOG = LoggerFactory.getLogger(Gatherer.class);

  /** More at a time would only wait for the disk. */
  private static final int AT_A_TIME = 16;

  private final Supplier<TaskFiles> files;
  private final Blobs blobs;
  private final Supplier<Optional<CiState>> committed;
  private final Consumer<CiEvent> answers;
  private final Semaphore turns = new Semaphore(AT_A_TIME);

  /**
   * A gatherer.
   *
   * @param files what tasks wrote
   * @param blobs where it goes
   * @param committed the engine's state
   * @param answers takes what came of it
   */
  public Gatherer(
      Supplier<TaskFiles> files,
      Blobs blobs,
      Supplier<Optional<CiState>> committed,
      Consumer<CiEvent> answers) {
    this.files = files;
    this.blobs = blobs;
    this.committed = committed;
    this.answers = answers;
  }

  /**
   * Takes a log to the masters. Does not block.
   *
   * @param wanted which
   */
  public void keep(CiEffect.KeepLog wanted) {
    aside(
        () -> {
          Optional<Blob> log = Optional.empty();
          Optional<Reason> failure = Optional.empty();
          try {
            log = collect(wanted.task(), Selection.file("stdout", GatherLimits.LOG)).blob();
          } catch (Refused e) {
            failure = Optional.of(e.reason());
          }
          answers.accept(new CiEvent.LogKept(wanted.key(), wanted.attempt(), log, failure));
        });
  }

  /**
   * Gathers what a job leaves behind. Does not block.
   *
   * @param wanted what of which job
   */
  public void gather(CiEffect.Gather wanted) {
    aside(() -> answers.accept(new Gathering(wanted).all()));
  }

  private void aside(Runnable work) {
    Thread.ofVirtual()
        .name("ci-gather")
        .start(
            () -> {
              turns.acquireUninterruptibly();
              try {
                work.run();
              } finally {
                turns.release();
              }
            });
  }

  private Collected collect(TaskId task, Selection selection) {
    try {
      return files.get().collect(task, selection).toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Refused refused ? refused : broken(task, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken(task, e);
    }
  }

  private static Refused broken(TaskId task, Throwable why) {
    return new Refused(
        Reason.of(Reasons.OUTPUT_UNAVAILABLE, task.value(), String.valueOf(why.getMessage())));
  }

  /** What one job leaves behind. What cannot be had does not keep the others from being had. */
  private final class Gathering {
    private final CiEffect.Gather wanted;
    private final TreeMap<String, Blob> caches = new TreeMap<>();
    private Optional<Collected> archive = Optional.empty();
    private Optional<SortedMap<String, String>> dotenv = Optional.empty();
    private Optional<Tests> tests = Optional.empty();
    private Optional<Reason> failure = Optional.empty();

    Gathering(CiEffect.Gather wanted) {
      this.wanted = wanted;
    }

    private interface Part {
      void get() throws IOException;
    }

    CiEvent all() {
      Line line = committed.get().map(s -> s.lines().get(wanted.key().pipeline())).orElse(null);
      Job job = line == null ? null : line.jobs().get(wanted.key().index());
      if (job != null && job.attempt() == wanted.attempt()) {
        parts(job, Environment.of(line, job));
      }
      return new CiEvent.Gathered(
          wanted.key(), wanted.attempt(), new Parts(archive, dotenv, tests, caches), failure);
    }

    private void parts(Job job, Environment environment) {
      Artifacts artifacts = job.spec().artifacts();
      if (wanted.due().archive()) {
        part(job, () -> archive = Optional.of(files(artifacts, environment)));
      }
      if (wanted.due().dotenv()) {
        part(job, () -> dotenv = Optional.of(variables(artifacts, environment)));
      }
      if (wanted.due().junit()) {
        part(job, () -> tests = tests(artifacts, environment));
      }
      for (int place : wanted.due().caches()) {
        part(job, () -> cache(job.spec().caches().get(place), environment));
      }
    }

    /** The first thing that went wrong is told. */
    private void part(Job job, Part part) {
      try {
        part.get();
      } catch (Refused e) {
        failure = failure.or(() -> Optional.of(e.reason()));
      } catch (IOException e) {
        failure =
            failure.or(
                () ->
                    Optional.of(
                        Reason.of(
                            Reasons.INVALID, job.name(), String.valueOf(e.getMessage()), "")));
      } catch (RuntimeException e) {
        LOG.error("job={} cannot be gathered", job.name(), e);
        failure = Optional.of(Reason.of(Reasons.INTERNAL, job.name(), e.toString()));
      }
    }

    private Collected files(Artifacts artifacts, Environment environment) {
      return select(artifacts.paths(), artifacts.exclude(), environment, GatherLimits.ARTIFACTS);
    }

    private Collected select(
        List<String> include, List<String> exclude, Environment environment, long most) {
      return collect(
          wanted.task(),
          new Selection(
              JobTasks.PROJECT, put(include, environment), put(exclude, environment), true, most));
    }

    private List<String> put(List<String> patterns, Environment environment) {
      return patterns.stream().map(environment::put).filter(text -> !text.isBlank()).toList();
    }

    private void cache(Cache cache, Environment environment) {
      Collected found = select(cache.paths(), List.of(), environment, GatherLimits.CACHE);
      found.blob().ifPresent(blob -> caches.put(environment.put(cache.key()), blob));
    }

    private SortedMap<String, String> variables(Artifacts artifacts, Environment environment)
        throws IOException {
      TreeMap<String, String> all = new TreeMap<>();
      Collected found =
          select(artifacts.dotenv(), List.of(), environment, GatherLimits.DOTENV_FILES);
      each(
          found,
          (name, look) -> {
            String text = new String(look.content().readAllBytes(), StandardCharsets.UTF_8);
            all.putAll(Dotenv.read(name, text));
          });
      return all;
    }

    private Optional<Tests> tests(Artifacts artifacts, Environment environment) throws IOException {
      Collected found = select(artifacts.junit(), List.of(), environment, GatherLimits.REPORTS);
      if (found.blob().isEmpty()) {
        return Optional.empty();
      }
      JunitReports reports = new JunitReports(environment::masked);
      each(found, (name, look) -> reports.add(name, look.content()));
      return Optional.of(reports.sum());
    }

    private interface Reader {
      void read(String name, Look look) throws IOException;
    }

    private void each(Collected found, Reader reader) throws IOException {
      if (found.blob().isEmpty()) {
        return;
      }
      try (Look look = new Look(blobs.open(found.blob().get().hash()), Limits.DEFAULT)) {
        for (Optional<Entry> entry = look.next(); entry.isPresent(); entry = look.next()) {
          if (entry.get().kind() == Entry.Kind.FILE) {
            reader.read(entry.get().name(), look);
          }
        }
      }
    }
  }
}
