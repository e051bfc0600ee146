package cuesta.framework.webapp;

import cuesta.api.Reason;
import cuesta.framework.kit.http.Json;
import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Rollout;
import cuesta.framework.webapp.engine.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What becomes of a change, as somebody reads it who follows it: how many instances are ready,
 * which failed with the end of their output, and how it ended. Where a reader is, is a {@link
 * Mark}: any leader can go on from there.
 *
 * @param name of the application
 * @param site empty if it is deleted
 * @param asked what is followed
 * @param json words for instances and applications
 */
record Progress(String name, Optional<Site> site, Asked asked, AppJson json) {
  private static final int LIVE_INSTANCES = 8;

  /**
   * What is followed.
   *
   * @param rollout the number of the rollout; 0 if the change made none
   * @param until when the reader no longer waits
   */
  record Asked(int rollout, Optional<Instant> until) {}

  /**
   * What a reader knows.
   *
   * @param ready how many instances are ready
   * @param failed the task that failed last
   * @param wrote whether the end of its output was told, too
   * @param why the code of the reason that was told last; {@link #END} if the end was
   */
  record Mark(int ready, String failed, boolean wrote, String why) {
    static final Mark NONE = new Mark(-1, "", false, "");

    static final String END = "END";

    private static final String BETWEEN = "~";

    /** Reads one; what is none of ours knows nothing. */
    static Mark parse(String text) {
      String[] parts = text.split(BETWEEN, -1);
      if (parts.length != 4 || !parts[0].matches("-?[0-9]{1,6}")) {
        return NONE;
      }
      return new Mark(
          Integer.parseInt(parts[0]), parts[1], Boolean.parseBoolean(parts[2]), parts[3]);
    }

    @Override
    public String toString() {
      return String.join(BETWEEN, "" + ready, failed, "" + wrote, why);
    }
  }

  /**
   * What is told at once.
   *
   * @param lines stay where they are shown
   * @param live are shown until the next page
   * @param next where the reader is then
   * @param exit how it ended; empty if it has not
   */
  record Page(List<String> lines, List<String> live, Mark next, OptionalInt exit) {
    String json() {
      return Json.object(
          out -> {
            AppJson.texts(out, "lines", lines);
            AppJson.texts(out, "live", live);
            out.writeStringField("next", next.toString());
            if (exit.isPresent()) {
              out.writeNumberField("exit", exit.getAsInt());
            }
          });
    }
  }

  /**
   * What is told to who asked for the change, before all pages.
   *
   * @param said a line
   * @param mark what is known with it
   */
  record First(String said, Mark mark) {}

  First first() {
    return isOver()
        ? new First(end(), mark(Mark.END))
        : new First(name + ": " + site.map(this::begun).orElse(""), mark(""));
  }

  /** What it waits for is told if it lasts, or if it is certain. */
  private String begun(Site seen) {
    String now =
        seen.app()
            .running()
            .map(rollout -> Texts.line(seen, rollout))
            .orElseGet(() -> Texts.state(seen) + ", " + Texts.count(seen));
    boolean wanted = seen.app().wanted() > 0 && seen.versions().has(seen.app().target());
    Optional<Reason> never = wanted ? json.whys().impossible(name, seen.spec()) : Optional.empty();
    return now + never.map(why -> "; " + why.detail()).orElse("");
  }

  private Mark mark(String why) {
    App.Crash crash = crash();
    return new Mark(ready(), crash.task(), !crash.output().isEmpty(), why);
  }

  private App.Crash crash() {
    return site.map(one -> one.app().crash()).orElse(App.Crash.NONE);
  }

  /** Of those that are to be there in the end. */
  private int ready() {
    return site.map(Texts::ready).orElse(0);
  }

  /** Whether there is something to be told at once. */
  boolean isNews(Mark known) {
    return isOver() || !mark(known.why()).equals(known);
  }

  /** Nothing further is told. */
  private boolean isOver() {
    return exit().isPresent();
  }

  private OptionalInt exit() {
    return switch (settled()) {
      case AS_WANTED -> OptionalInt.of(0);
      case FAILED -> OptionalInt.of(1);
      case NO -> isLate() ? OptionalInt.of(1) : OptionalInt.empty();
    };
  }

  private Settled settled() {
    return site.map(one -> Settled.of(one, asked.rollout())).orElse(Settled.FAILED);
  }

  private boolean isLate() {
    return asked.until().filter(until -> !json.now().isBefore(until)).isPresent();
  }

  /**
   * A page for a reader.
   *
   * @param known what he knows
   * @param live whether he has a place for what instances do now
   */
  Page page(Mark known, boolean live) {
    OptionalInt exit = exit();
    List<String> lines = new ArrayList<>();
    Optional<Reason> why = site.flatMap(json.whys()::waits);
    boolean quiet = !isNews(known) && !live;
    String told = quiet ? why.map(Reason::code).orElse("") : known.why();
    site.ifPresent(one -> failure(lines, known, one.app().crash()));
    if (exit.isPresent()) {
      if (!known.why().equals(Mark.END)) {
        lines.add(end());
      }
    } else if (ready() != known.ready()) {
      site.ifPresent(one -> lines.add(name + ": " + Texts.count(one)));
    } else if (quiet && !told.equals(known.why())) {
      // What passes within the time that a question is held is not worth a line.
      why.ifPresent(one -> lines.add(name + ": waits: " + one.detail()));
    }
    return new Page(lines, live && exit.isEmpty() ? live() : List.of(), mark(told), exit);
  }

  private void failure(List<String> lines, Mark known, App.Crash crash) {
    boolean old = crash.task().equals(known.failed());
    if (!old) {
      crash.why().ifPresent(why -> lines.add(crash.task() + ": " + told(why)));
    }
    if (!crash.output().isEmpty() && !(old && known.wrote())) {
      crash.output().lines().forEach(line -> lines.add("  | " + line));
    }
  }

  private static String told(Reason why) {
    return why.hint().isEmpty() ? why.detail() : why.detail() + " (" + why.hint() + ")";
  }

  private String end() {
    if (site.isEmpty()) {
      return name + " is deleted";
    }
    return switch (settled()) {
      case AS_WANTED -> name + ": " + json.ready(site.get());
      case FAILED -> name + ": " + failed(site.get());
      case NO -> late(site.get());
    };
  }

  private String failed(Site seen) {
    Rollout rollout =
        seen.app().rollouts().stream()
            .filter(one -> one.number() == asked.rollout())
            .findFirst()
            .orElseThrow();
    return Texts.ended(rollout);
  }

  private String late(Site seen) {
    String why = json.whys().waits(seen).map(one -> ": " + one.detail()).orElse("");
    return name + ": " + Texts.count(seen) + " when the time was up" + why + "; it goes on";
  }

  private List<String> live() {
    List<String> live = new ArrayList<>();
    List<String> all = site.map(json::lines).orElse(List.of());
    all.stream().limit(LIVE_INSTANCES).forEach(line -> live.add("▸ " + line));
    if (all.size() > LIVE_INSTANCES) {
      live.add("▸ and " + (all.size() - LIVE_INSTANCES) + " more");
    }
    return live;
  }
}
