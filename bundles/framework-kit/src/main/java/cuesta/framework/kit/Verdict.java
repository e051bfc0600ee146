package cuesta.framework.kit;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.framework.UpdateView;

/**
 * What an update means for a launch whose intent is committed. The one place that decides when it
 * is safe to launch again: only when the master or the agent says that the task is gone, and it was
 * never seen to run.
 */
public enum Verdict {
  /** It lives, or is on its way. */
  LIVE,
  /** Nobody knows: its agent may come back with it. Keep asking. */
  AWAY,
  /** It ended, and how is known. */
  ENDED,
  /** It never started and never will: launch again, under a fresh task id. */
  NEVER_RAN,
  /** It ran, and how it ended will never be known. */
  VANISHED,
  /** The launch was refused because an earlier one of the same id lives: ask for that one. */
  ASK;

  /**
   * Judges.
   *
   * @param update an update of a task whose launch is intended
   * @param ran whether it was seen to run before
   * @return what it means
   */
  public static Verdict of(UpdateView update, boolean ran) {
    return switch (update.state()) {
      case STAGING, STARTING, RUNNING, KILLING -> LIVE;
      case UNREACHABLE -> AWAY;
      case FINISHED, FAILED, KILLED -> ENDED;
      case ERROR -> refused(update.reason().map(Reason::code).orElse(""));
      case DROPPED, LOST, GONE, GONE_BY_OPERATOR, UNKNOWN -> ran ? VANISHED : NEVER_RAN;
    };
  }

  private static Verdict refused(String code) {
    return switch (code) {
      case Reasons.TASK_ID_TAKEN -> ASK;
      case Reasons.RESOURCES_EXCEEDED ->
          NEVER_RAN; // the offer held less than it said; another will do
      default -> ENDED;
    };
  }
}
