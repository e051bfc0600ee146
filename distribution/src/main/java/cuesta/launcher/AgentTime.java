package cuesta.launcher;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** How long an agent may be away until it is given up. The bounds are those of the master. */
final class AgentTime implements ITypeConverter<Duration> {
  /** What it is if nobody says otherwise. */
  static final Duration USUAL = Duration.ofSeconds(75);

  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  @Override
  public Duration convert(String text) {
    return FlagTime.within(
        SHORTEST,
        LONGEST,
        "is too short for an agent to notice a broken connection and come back",
        "is too long: frameworks would wait for tasks that are lost",
        text);
  }
}
