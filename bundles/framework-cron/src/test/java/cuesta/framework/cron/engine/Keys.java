package cuesta.framework.cron.engine;

/** Keys that sort as those of the codec do. */
final class Keys {
  private Keys() {}

  static String of(CronChange change) {
    return switch (change) {
      case CronChange.JobKept c -> "job/" + c.name();
      case CronChange.JobGone c -> "job/" + c.name();
      case CronChange.Moved c -> "progress/" + c.name();
      case CronChange.MovedGone c -> "progress/" + c.name();
      case CronChange.SegmentKept c -> key("ledger/", c.name(), c.number());
      case CronChange.SegmentGone c -> key("ledger/", c.name(), c.number());
      case CronChange.RunKept c -> key("past/", c.name(), c.run().number());
      case CronChange.RunGone c -> key("past/", c.name(), c.number());
      case CronChange.OutputKept c -> key("written/", c.name(), c.number());
      case CronChange.OutputGone c -> key("written/", c.name(), c.number());
    };
  }

  private static String key(String kind, String name, long number) {
    return kind + name + "/" + (1_000_000_000_000L + number);
  }

  static boolean isRemoval(CronChange change) {
    return switch (change) {
      case CronChange.JobGone c -> true;
      case CronChange.MovedGone c -> true;
      case CronChange.SegmentGone c -> true;
      case CronChange.RunGone c -> true;
      case CronChange.OutputGone c -> true;
      default -> false;
    };
  }
}
