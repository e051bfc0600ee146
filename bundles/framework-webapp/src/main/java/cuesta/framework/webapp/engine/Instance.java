package cuesta.framework.webapp.engine;

import cuesta.api.Reason;
import cuesta.api.TaskState;
import cuesta.framework.kit.Brief;
import cuesta.framework.kit.Launch;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An instance of an application: one task. One that ends is not started again; another takes its
 * place.
 *
 * @param number counts the application's instances
 * @param version of which version
 * @param generation see {@link App#generation}
 * @param created when it was decided on
 * @param launch how it comes onto an agent, and what is known of its task
 * @param host where it listens, once placed
 * @param spot what its agent is like, as far as placement asks
 * @param checked what its checks say
 * @param leaves until when it may finish what it does; empty if it is to stay
 */
public record Instance(
    long number,
    int version,
    int generation,
    Instant created,
    Launch launch,
    String host,
    SortedMap<String, String> spot,
    Checked checked,
    Optional<Instant> leaves) {

  /** Cuts and copies. */
  public Instance {
    launch = Brief.launch(launch);
    spot = Collections.unmodifiableSortedMap(new TreeMap<>(spot));
  }

  /**
   * What an agent says of it.
   *
   * @param since when it got ready; empty if it is not
   * @param healthy what its health check says
   * @param why why it is not ready, if its agent gave a reason
   */
  public record Checked(Optional<Instant> since, Optional<Boolean> healthy, Optional<Reason> why) {
    /** Nothing yet. */
    public static final Checked NONE =
        new Checked(Optional.empty(), Optional.empty(), Optional.empty());

    /** Cuts the reason. */
    public Checked {
      why = Brief.reason(why);
    }
  }

  static Instance begun(App app, long number, Instant now) {
    return new Instance(
        number,
        app.target(),
        app.generation(),
        now,
        Launch.waiting(app.name() + "." + app.tag() + "." + number),
        "",
        Collections.emptySortedMap(),
        Checked.NONE,
        Optional.empty());
  }

  /**
   * When it got ready.
   *
   * @return empty if it is not
   */
  public Optional<Instant> since() {
    return checked.since();
  }

  /**
   * What names it, and in which order instances are served: the oldest first.
   *
   * @param app its application's name
   * @return its key
   */
  public Key key(String app) {
    return new Key(created, app, number);
  }

  /**
   * Whether it is to stay: neither drained nor killed.
   *
   * @return true if so
   */
  public boolean stays() {
    return leaves.isEmpty() && launch.kill().isEmpty();
  }

  /**
   * Whether requests may go to it.
   *
   * @return true if it runs, is ready and is to stay
   */
  public boolean isReady() {
    return since().isPresent() && launch.state() == TaskState.RUNNING && stays();
  }

  /**
   * Whether it is as its application should be now.
   *
   * @param app its application
   * @return false if another is to take its place
   */
  public boolean isNew(App app) {
    return version == app.target() && generation >= app.generation();
  }

  /**
   * The port that requests go to.
   *
   * @return its first; 0 if it has none yet
   */
  public int port() {
    return launch.at().map(at -> (int) at.resources().ranges("ports").first().orElse(0)).orElse(0);
  }

  Instance with(Launch next) {
    return new Instance(number, version, generation, created, next, host, spot, checked, leaves);
  }

  Instance placed(Launch next, String where, SortedMap<String, String> like) {
    return new Instance(
        number, version, generation, created, next, where, like, Checked.NONE, leaves);
  }

  Instance with(Checked said) {
    return new Instance(number, version, generation, created, launch, host, spot, said, leaves);
  }

  Instance with(Optional<Instant> leaving) {
    return new Instance(number, version, generation, created, launch, host, spot, checked, leaving);
  }

  Instance as(int other) {
    return new Instance(number, other, generation, created, launch, host, spot, checked, leaves);
  }
}
