package cuesta.framework.cron;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.http.HttpReply;
import cuesta.framework.cron.engine.CronState;
import cuesta.framework.cron.engine.Row;
import cuesta.framework.cron.engine.Run;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Param;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What is kept of the output of runs. */
final class Kept {
  static final Param RUN =
      Param.flag("run", "NO", "which, see history").usually("the last that has ended");

  static final Param OUT = Param.toggle("stdout", "standard output alone");

  static final Param ERR = Param.toggle("stderr", "standard error alone");

  /** The output of a run is not kept. */
  static final String OUTPUT_ELSEWHERE = "OUTPUT_ELSEWHERE";

  private final Supplier<CronState> state;
  private final Supplier<FrameworkStore> store;

  Kept(Supplier<CronState> state, Supplier<FrameworkStore> store) {
    this.state = state;
    this.store = store;
  }

  HttpReply logs(Call call) throws InterruptedException, IOException {
    Row row = Whys.row(state.get(), call.need("name"));
    long number = call.input().number("run", 0, 1, Long.MAX_VALUE);
    Run run = number == 0 ? last(row) : run(row, number);
    Optional<byte[]> packed =
        run.output() == Run.Output.KEPT ? read(row.name(), run.number()) : Optional.empty();
    Output output = Output.unpack(packed.orElseThrow(() -> elsewhere(row, run)));
    boolean all = call.input().flag("stdout") == call.input().flag("stderr");
    InputStream bytes =
        new SequenceInputStream(
            part(output.out(), all || call.input().flag("stdout")),
            part(output.err(), all || call.input().flag("stderr")));
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "application/octet-stream");
    return new HttpReply(200, headers, bytes);
  }

  private static InputStream part(byte[] bytes, boolean wanted) {
    return wanted ? new ByteArrayInputStream(bytes) : InputStream.nullInputStream();
  }

  private static Run last(Row row) {
    List<Run> runs = row.runs(Integer.MAX_VALUE);
    return first(runs, run -> run.ended().isPresent())
        .or(() -> first(runs, run -> true))
        .orElseThrow(
            () ->
                new Refused(
                    Reason.of(
                        Reasons.UNKNOWN,
                        row.name(),
                        "it has not run yet",
                        "run it now: cuesta cron run " + row.name())));
  }

  private static Run run(Row row, long number) {
    return first(row.runs(Integer.MAX_VALUE), run -> run.number() == number)
        .orElseThrow(
            () ->
                new Refused(
                    Reason.of(
                        Reasons.UNKNOWN,
                        row.name() + " run " + number,
                        "there is no such run, or it is not kept any more",
                        "list them: cuesta cron history " + row.name())));
  }

  private static Optional<Run> first(List<Run> runs, Predicate<Run> which) {
    return runs.stream().filter(which).findFirst();
  }

  private Optional<byte[]> read(String name, long number) throws InterruptedException {
    try {
      return store
          .get()
          .get(CronCodec.output(name, number))
          .toCompletableFuture()
          .get()
          .map(FrameworkStore.Entry::value);
    } catch (ExecutionException e) {
      throw new Refused(Texts.why(Reasons.REGISTRY_UNAVAILABLE, name, e.getCause()));
    }
  }

  private static String why(Run run) {
    return run.launch().why().map(why -> ": " + why.detail()).orElse("");
  }

  private static Refused elsewhere(Row row, Run run) {
    boolean open = run.ended().isEmpty();
    boolean there = run.launch().at().isPresent() && (open || run.output() != Run.Output.NONE);
    String how =
        switch (run.output()) {
          case NONE -> open ? "it has not ended" : "nothing of it has run";
          case WANTED, KEPT -> "its output is being fetched";
          case UNREAD -> "its output could not be fetched" + why(run);
          case DROPPED -> "its output gave way to newer ones";
        };
    String hint =
        there
            ? "read it where it ran: cuesta logs " + run.launch().task()
            : "see why: cuesta cron history " + row.name();
    return new Refused(Reason.of(OUTPUT_ELSEWHERE, run.id(row.name()), how, hint));
  }
}
