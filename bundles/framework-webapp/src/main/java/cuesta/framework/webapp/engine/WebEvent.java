package cuesta.framework.webapp.engine;

import cuesta.api.TaskId;
import cuesta.framework.kit.FrameworkEvent;
import java.util.OptionalInt;

/** What framework-webapp is asked for, and what comes back to it. */
public sealed interface WebEvent extends FrameworkEvent {
  /**
   * An application should be so, whether it is there already or not.
   *
   * @param name which
   * @param spec what it should be
   * @param instances how many; empty to leave it as it is, or one
   * @param call whose
   */
  record Deploy(String name, Spec spec, OptionalInt instances, long call) implements WebEvent {}

  /**
   * There should be so many instances.
   *
   * @param name of which application
   * @param instances how many
   * @param call whose
   */
  record Scale(String name, int instances, long call) implements WebEvent {}

  /**
   * All instances should be made anew, by and by; a stopped application begins again.
   *
   * @param name of which application
   * @param principal who asks
   * @param call whose
   */
  record Restart(String name, String principal, long call) implements WebEvent {}

  /**
   * There should be no instances for now.
   *
   * @param name of which application
   * @param call whose
   */
  record Stop(String name, long call) implements WebEvent {}

  /**
   * An earlier version should run.
   *
   * @param name of which application
   * @param version which; empty for the last one that was ready
   * @param principal who asks
   * @param call whose
   */
  record Rollback(String name, OptionalInt version, String principal, long call)
      implements WebEvent {}

  /**
   * An application should not be any more.
   *
   * @param name which
   * @param call whose
   */
  record Delete(String name, long call) implements WebEvent {}

  /** It may be time for something. */
  record Wake() implements WebEvent {}

  /**
   * One step was not enough for an application.
   *
   * @param name which
   */
  record GoOn(String name) implements WebEvent {}

  /**
   * What an instance wrote at its end.
   *
   * @param name of which application
   * @param task its task
   * @param output the end of it; empty if it could not be read
   */
  record Fetched(String name, TaskId task, String output) implements WebEvent {}

  /**
   * Nothing is under way any more at an instance that drains.
   *
   * @param name of which application
   * @param number which instance
   */
  record Drained(String name, long number) implements WebEvent {}
}
