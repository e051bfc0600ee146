package cuesta.testkit.guest;

import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.engine.Change;
import cuesta.engine.SplitMix;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.host.Framework;
import cuesta.framework.webapp.WebCodec;
import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.Site;
import cuesta.framework.webapp.engine.WebChange;
import cuesta.framework.webapp.engine.WebEffect;
import cuesta.framework.webapp.engine.WebEvent;
import cuesta.framework.webapp.engine.WebState;
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
import java.util.stream.Stream;

/**
 * framework-webapp and the owners of its applications. No instance comes back, none takes requests
 * that is not ready, an owner is told what is durable. After the calm each application is as its
 * owner wants it; then each is updated, and never has fewer ready than it promises; in the end all
 * are deleted, and nothing of them is left.
 */
public final class WebGuest extends TaskGuest<WebState> implements WebInstance.Answers {
  private static final int APPS = 3;

  /** How long after the storm all have to be well: as long as an update may have to be repeated. */
  private static final Duration WELL = Duration.ofMinutes(15);

  /** How long after that updates have to be over. */
  private static final Duration UPDATED = WELL.plus(Duration.ofMinutes(5));

  private static final Pattern TASK = Pattern.compile("w[0-9]+\\.[0-9a-z]+\\.[0-9]+(\\.[0-9]+)?");

  private final RoleId role;
  private final Map<String, WebOwner> owners = new TreeMap<>();
  private final Map<Long, WebOwner> calls = new TreeMap<>();
  private final Map<String, WebApp> apps = new TreeMap<>();
  private final List<WebApp> gone = new ArrayList<>();
  private final TreeSet<String> keys = new TreeSet<>();
  private final WebTasks tasks = new WebTasks();
  private final WebJudge judge = new WebJudge(tasks);
  private WebState durable;
  private Optional<Instant> calm = Optional.empty();
  private WebOwner.Time time = WebOwner.Time.STORM;
  private long call;

  /**
   * A guest.
   *
   * @param role whose resources its applications take
   */
  public WebGuest(RoleId role) {
    this.role = role;
    durable = WebState.of(List.of(role));
    for (int i = 0; i < APPS; i++) {
      owners.put("w" + i, new WebOwner("w" + i));
    }
  }

  /**
   * How many updates ran in the calm, with what was promised looked at all the time.
   *
   * @return their number
   */
  public int updates() {
    return judge.updates();
  }

  @Override
  public String name() {
    return WebInstance.NAME;
  }

  @Override
  public StoreCodec codec() {
    return new WebCodec();
  }

  @Override
  public Framework<WebState> open(Place place) {
    return WebInstance.of(role, place, this);
  }

  // ---- the owners

  @Override
  public void act(Predicate<FrameworkEvent> door, Instant now, SplitMix random, boolean storm) {
    if (!storm) {
      pass(now);
    }
    for (WebOwner owner : owners.values()) {
      Optional<WebEvent> ask = owner.act(time, apps.get(owner.name()), random, ++call);
      if (ask.isPresent()) {
        calls.put(call, owner);
        door.test(ask.get());
      }
    }
    for (Site site : durable.sites().values()) {
      for (Instance instance : site.all()) {
        if (instance.leaves().isPresent() && random.chance(0.03)) {
          door.test(new WebEvent.Drained(site.name(), instance.number()));
        }
      }
    }
  }

  private void pass(Instant now) {
    if (calm.isEmpty()) {
      calm = Optional.of(now);
      time = WebOwner.Time.CALM;
    }
    if (time == WebOwner.Time.CALM && now.isAfter(calm.get().plus(WELL))) {
      time = WebOwner.Time.UPDATE;
      owners.values().forEach(owner -> judge.well(durable, owner, apps.get(owner.name())));
      judge.watch(apps.values());
    }
    if (time == WebOwner.Time.UPDATE && now.isAfter(calm.get().plus(UPDATED))) {
      time = WebOwner.Time.END;
      owners.values().forEach(owner -> judge.well(durable, owner, apps.get(owner.name())));
      judge.rest();
    }
  }

  @Override
  public void done(WebEffect.Done done) {
    WebOwner owner = calls.remove(done.call());
    if (owner != null) {
      owner.done(done.call(), apps.get(done.name()), done.rollout());
    }
  }

  @Override
  public void refused(WebEffect.Refusal refusal) {
    WebOwner owner = calls.remove(refusal.call());
    if (owner != null) {
      owner.refused(refusal.call(), refusal.why(), apps.get(owner.name()));
    }
  }

  // ---- what is durable

  @Override
  public void kept(String key, Change change) {
    keys.add(key);
    if (change instanceof WebChange.AppKept kept) {
      kept(kept.app());
    }
    durable = judge.replayed(durable, (WebChange) change);
    WebApp app = apps.get(((WebChange) change).name());
    Violation.unless(app != null, "webapp: %s is kept of no application", key);
    switch ((WebChange) change) {
      case WebChange.InstanceKept instance -> {
        app.kept(instance.instance());
        Launch launch = instance.instance().launch();
        if (launch.at().isPresent()) {
          truth.intends(launch.id(), launch.task());
        }
      }
      case WebChange.VersionKept version -> app.kept(version.version());
      default -> {
        // the application itself
      }
    }
  }

  private void kept(App now) {
    WebApp known = apps.get(now.name());
    if (known != null && known.app().tag().equals(now.tag())) {
      known.kept(now);
    } else {
      goes(now.name()); // an application of that name, if one went in the same batch
      apps.put(now.name(), new WebApp(now));
    }
  }

  @Override
  public void removed(String key) {
    keys.remove(key);
    String[] parts = key.split("/");
    WebApp app = apps.get(parts[1]);
    switch (parts[0]) {
      case "app" -> goes(parts[1]);
      case "instance" -> {
        long number = Long.parseLong(parts[2]);
        durable = judge.replayed(durable, new WebChange.InstanceGone(parts[1], number));
        if (app != null) {
          app.gone(number);
        }
      }
      default ->
          durable =
              judge.replayed(
                  durable, new WebChange.VersionGone(parts[1], Integer.parseInt(parts[2])));
    }
  }

  private void goes(String name) {
    durable = judge.replayed(durable, new WebChange.AppGone(name));
    WebApp app = apps.remove(name);
    if (app != null) {
      Violation.unless(
          owners.get(name).hasAskedToDelete(), "webapp: %s went, and nobody asked for it", name);
      gone.add(app);
    }
  }

  @Override
  public void written() {
    for (String key : keys) {
      Violation.unless(
          apps.containsKey(key.split("/")[1]), "webapp: %s is kept of no application", key);
    }
    apps.values().forEach(app -> app.check(tasks));
    judge.written(durable, apps);
  }

  // ---- its tasks

  @Override
  boolean isOurs(TaskId task) {
    return TASK.matcher(task.value()).matches();
  }

  @Override
  Optional<Launch> open(TaskId task) {
    return Optional.ofNullable(durable.launches().live().get(task))
        .map(key -> durable.instance(key).launch());
  }

  @Override
  void begins(TaskId task) {
    tasks.begins(task);
  }

  @Override
  public void ready(TaskId task, boolean isReady) {
    if (isOurs(task)) {
      tasks.ready(task, isReady);
      judge.looks(apps);
    }
  }

  @Override
  void ends(TaskId task) {
    tasks.ends(task);
    judge.looks(apps);
  }

  @Override
  public Optional<String> unsettled() {
    for (WebOwner owner : owners.values()) {
      Optional<String> open = owner.unsettled();
      if (open.isPresent()) {
        return open;
      }
    }
    return keys.isEmpty() && tasks.isEmpty()
        ? Optional.empty()
        : Optional.of("webapp: " + keys + " is left");
  }

  @Override
  public String summary() {
    int rollouts =
        Stream.concat(apps.values().stream(), gone.stream()).mapToInt(WebApp::rollouts).sum();
    return (apps.size() + gone.size())
        + " applications, "
        + rollouts
        + " rollouts, "
        + updates()
        + " watched, "
        + truth.intended()
        + " launches";
  }
}
