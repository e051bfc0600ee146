package cuesta.framework.ci.engine;

/**
 * How several jobs stand, taken together; by what GitLab's documentation and its users expect. Only
 * which kinds of jobs there are counts, not how many: each kind is a bit.
 */
final class Composite {
  static final int NONE = 0;

  private static final int CREATED = 1;
  private static final int WAITING = 1 << 1;
  private static final int PENDING = 1 << 2;
  private static final int RUNNING = 1 << 3;
  private static final int SUCCESS = 1 << 4;

  /** Failed or canceled, and that is allowed. */
  private static final int WARNED = 1 << 5;

  private static final int FAILED = 1 << 6;
  private static final int CANCELED = 1 << 7;
  private static final int SKIPPED = 1 << 8;
  private static final int MANUAL = 1 << 9;

  /** Manual, and nobody waits for it. */
  private static final int IDLE = 1 << 10;

  private static final int SCHEDULED = 1 << 11;

  /** Whatever else there is, these change nothing. */
  private static final int QUIET = WARNED | IDLE;

  private static final int OVER = SUCCESS | WARNED | FAILED | CANCELED | SKIPPED;

  /**
   * In this order: if there is nothing but these, it stands so.
   *
   * @param only these kinds
   * @param status the status
   */
  private record Rule(int only, PipelineStatus status) {}

  private static final Rule[] PLAIN = {
    new Rule(SKIPPED | IDLE, PipelineStatus.SKIPPED),
    new Rule(SUCCESS | SKIPPED | QUIET, PipelineStatus.SUCCESS),
    new Rule(CREATED | QUIET, PipelineStatus.CREATED),
    new Rule(CANCELED | SUCCESS | SKIPPED | QUIET, PipelineStatus.CANCELED),
    new Rule(PENDING | CREATED | SKIPPED | QUIET, PipelineStatus.PENDING),
  };

  /** In this order: else, if there is one of these, it stands so. */
  private static final Rule[] MIXED = {
    new Rule(RUNNING | PENDING, PipelineStatus.RUNNING),
    new Rule(WAITING, PipelineStatus.WAITING_FOR_RESOURCE),
    new Rule(MANUAL, PipelineStatus.MANUAL),
    new Rule(SCHEDULED, PipelineStatus.SCHEDULED),
    new Rule(CREATED, PipelineStatus.RUNNING),
  };

  private Composite() {}

  /** The kind of a job. */
  static int bit(Job job) {
    boolean allowed = job.isAllowedToFail();
    return switch (job.status()) {
      case CREATED -> CREATED;
      case WAITING_FOR_RESOURCE -> WAITING;
      case PENDING -> PENDING;
      case RUNNING, GATHERING -> RUNNING;
      case SUCCESS -> SUCCESS;
      case FAILED -> allowed ? WARNED : FAILED;
      case CANCELED -> allowed ? WARNED : CANCELED;
      case SKIPPED -> SKIPPED;
      case MANUAL -> allowed ? IDLE : MANUAL;
      case SCHEDULED -> SCHEDULED;
    };
  }

  /** How jobs of these kinds stand; well, if there are none. */
  static PipelineStatus of(int kinds) {
    if (kinds == NONE) {
      return PipelineStatus.SUCCESS;
    }
    for (Rule rule : PLAIN) {
      if ((kinds & ~rule.only()) == 0) {
        return rule.status();
      }
    }
    for (Rule rule : MIXED) {
      if ((kinds & rule.only()) != 0) {
        return rule.status();
      }
    }
    return PipelineStatus.FAILED;
  }

  /** How those that a job names as its needs stand, once all are over: nobody runs before them. */
  static PipelineStatus ofNeeds(int kinds) {
    if ((kinds & ~(OVER | IDLE)) != 0) {
      return PipelineStatus.PENDING;
    }
    // One that is not run at all keeps what needs it from running, whatever became of the others.
    return (kinds & (SKIPPED | IDLE)) != 0 ? PipelineStatus.SKIPPED : of(kinds);
  }
}
