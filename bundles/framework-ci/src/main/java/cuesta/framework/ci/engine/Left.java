package cuesta.framework.ci.engine;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a job left behind.
 *
 * @param archive its artifacts, as long as they are kept
 * @param expired whether there were some, which were dropped
 * @param dotenv variables for later jobs
 * @param tests what its test reports say
 */
public record Left(
    Optional<Archive> archive,
    boolean expired,
    SortedMap<String, String> dotenv,
    Optional<Tests> tests) {
  /** Nothing. */
  public static final Left NOTHING =
      new Left(Optional.empty(), false, new TreeMap<>(), Optional.empty());

  /** Copies the map. */
  public Left {
    dotenv = Collections.unmodifiableSortedMap(new TreeMap<>(dotenv));
  }

  Left with(Archive next) {
    return new Left(Optional.of(next), false, dotenv, tests);
  }

  Left dropped() {
    return new Left(Optional.empty(), true, dotenv, tests);
  }
}
