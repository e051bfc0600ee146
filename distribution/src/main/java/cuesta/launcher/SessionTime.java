package cuesta.launcher;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** How long a master may be silent until its ZooKeeper session, and its leadership, are over. */
final class SessionTime implements ITypeConverter<Duration> {
  /** What ZooKeeper is asked for if nobody says otherwise. */
  static final Duration USUAL = Duration.ofSeconds(10);

  /** Two ticks of the embedded server: a session cannot be shorter. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Override
  public Duration convert(String text) {
    return FlagTime.within(
        SHORTEST,
        LONGEST,
        "is less than two ticks of ZooKeeper's server",
        "is more than ZooKeeper's server grants",
        text);
  }
}
