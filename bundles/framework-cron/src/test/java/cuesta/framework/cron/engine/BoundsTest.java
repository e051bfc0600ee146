package cuesta.framework.cron.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.TaskState;
import cuesta.api.framework.FrameworkStore;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With as many jobs as there may be, what is kept of each is little, and of all bounded. */
class BoundsTest {
  /** Those that run; what they take stands for all. */
  private static final int BUSY = 5;

  private final Bench bench = new Bench(5, new CronEngine());

  private static String name(int number) {
    return "a-job-with-a-name-of-a-usual-length-" + number;
  }

  @Test
  void allThatIsKeptOfTheMostJobsFitsIntoTheStore() {
    for (int i = 0; i < CronLimits.JOBS; i++) {
      bench.put(Specs.of(name(i), i < BUSY ? "@every 1h" : "@yearly"));
    }
    int rounds = 4 * CronLimits.SEGMENT;
    for (int round = 1; round <= rounds; round++) {
      bench.pass(3_600);
      for (int i = 0; i < BUSY; i++) {
        bench.finish(name(i), round % 2);
        bench.tell(
            new CronEvent.Fetched(
                name(i), round, Optional.of(Packed.of(new byte[100])), Optional.empty()));
      }
    }
    bench.pass(3_600);
    for (int i = 0; i < BUSY; i++) {
      bench.start(name(i));
      Row row = bench.row(name(i));
      assertEquals(CronLimits.history(CronLimits.JOBS), row.history().size());
      int lines = row.ledger(Integer.MAX_VALUE).size();
      assertTrue(lines >= CronLimits.SEGMENT && lines <= 2 * CronLimits.SEGMENT, name(i));
    }
    long each = 0;
    for (FrameworkStore.Entry entry : bench.store.values()) {
      boolean busy = bench.row(entry.key().split("/")[1]).progress().runs() > 0;
      boolean counted = busy && !entry.key().matches("(job|written)/.*");
      each += counted ? entry.key().length() + entry.value().length : 0;
    }
    long all = each / BUSY * CronLimits.JOBS + CronLimits.SPECS_BYTES + CronLimits.OUTPUTS_BYTES;
    assertTrue(all < FrameworkStore.MAX_STORE, () -> "all would take " + all + " bytes");
    bench.checkStore();
  }

  @Test
  void noMoreRunsAreOpenThanThereMayBe() {
    int rounds = 10; // many jobs with few runs: a job is written with all its open runs
    int jobs = CronLimits.ALL_OPEN / rounds + 3;
    for (int i = 0; i < jobs; i++) {
      bench.put(Specs.of(name(i), "@every 1m").allow());
    }
    for (int i = 0; i < rounds; i++) {
      bench.pass(60);
    }
    assertEquals(CronLimits.ALL_OPEN, bench.state().totals().open());
    long crowded = 0;
    for (Row row : bench.state().rows().values()) {
      crowded += row.progress().tally().of(Decision.CROWDED);
    }
    assertEquals((long) jobs * rounds - CronLimits.ALL_OPEN, crowded);
    assertEquals(
        "RUN_OPEN", Bench.refusal(bench.tell(new CronEvent.RunNow(name(jobs - 1), 1))).code());
    bench.offer("cpus:0.5;mem:64");
    String first = bench.state().launches().live().values().iterator().next().job();
    bench.said(bench.task(first), TaskState.RUNNING, -1);
    bench.said(bench.task(first), TaskState.FINISHED, 0);
    assertTrue(Bench.names(bench.tell(new CronEvent.RunNow(first, 1))).contains("Done"));
  }
}
