package cuesta.framework.kit.host;

import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkInfo;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.http.Waiters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A framework that is asked over HTTP: what all of these do alike with their calls.
 *
 * @param <S> the engine's state
 * @param <K> what callers can follow
 * @param <A> answers
 */
public abstract class ServedFramework<S, K, A> implements Framework<S> {
  /** The setting that names its role. */
  public static final String ROLE = "role";

  /** Long enough for a weekend without a master: until then its tasks are nobody's to kill. */
  private static final Duration FAILOVER = Duration.ofDays(7);

  private final FrameworkInfo info;
  private final KitHost<S> host;
  private final Waiters<K, A> waiters;
  private final List<Runnable> answers = new ArrayList<>();

  /**
   * A framework, not yet subscribed.
   *
   * @param context what it was opened with
   * @param name its name
   * @param usualRole its role, if its settings name none
   * @param hint what a caller does who does not know whether it was done
   */
  protected ServedFramework(FrameworkContext context, String name, String usualRole, String hint) {
    this(context, name, List.of(new RoleId(context.config().getOrDefault(ROLE, usualRole))), hint);
  }

  /**
   * A framework of several roles, not yet subscribed.
   *
   * @param context what it was opened with
   * @param name its name
   * @param roles its roles
   * @param hint what a caller does who does not know whether it was done
   */
  @SuppressWarnings("this-escape") // the host asks nothing before it is subscribed
  protected ServedFramework(
      FrameworkContext context, String name, List<RoleId> roles, String hint) {
    info = FrameworkInfo.of(name, roles, FAILOVER);
    host = new KitHost<>(this, context);
    waiters = new Waiters<>(name, host::offer, hint);
  }

  /**
   * What runs it.
   *
   * @return its host
   */
  public final KitHost<S> host() {
    return host;
  }

  /**
   * Who waits for its answers.
   *
   * @return the calls
   */
  protected final Waiters<K, A> waiters() {
    return waiters;
  }

  /**
   * A call was answered. Whoever is answered reads what was committed: hence the answer leaves when
   * that can be read. On the engine's thread.
   *
   * @param call its number
   * @param answer the answer
   */
  protected final void answer(long call, A answer) {
    answers.add(() -> waiters.done(call, answer));
  }

  @Override
  public final FrameworkInfo info() {
    return info;
  }

  @Override
  public void published(S committed) {
    answers.forEach(Runnable::run);
    answers.clear();
  }

  @Override
  public final void poisoned(FrameworkEvent event, Reason why) {
    waiters.refused(event.call(), why);
  }

  @Override
  public final void restarts(Reason why) {
    waiters.startAnew(why);
  }

  @Override
  public final void over(Reason why) {
    waiters.over(why);
  }
}
