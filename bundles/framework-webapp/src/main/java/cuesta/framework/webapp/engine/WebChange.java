package cuesta.framework.webapp.engine;

import cuesta.engine.Change;

/** What is kept: each change is one entry of the store, written or removed. */
public sealed interface WebChange extends Change {
  /**
   * The application's name.
   *
   * @return of which application
   */
  String name();

  /**
   * An application is as it should be now.
   *
   * @param app the application
   */
  record AppKept(App app) implements WebChange {
    @Override
    public String name() {
      return app.name();
    }
  }

  /**
   * An application is gone.
   *
   * @param name which
   */
  record AppGone(String name) implements WebChange {}

  /**
   * There is another version.
   *
   * @param name of which application
   * @param version the version
   */
  record VersionKept(String name, Version version) implements WebChange {}

  /**
   * A version is not kept any more.
   *
   * @param name of which application
   * @param number which
   */
  record VersionGone(String name, int number) implements WebChange {}

  /**
   * An instance is as it is now.
   *
   * @param name of which application
   * @param instance the instance
   */
  record InstanceKept(String name, Instance instance) implements WebChange {}

  /**
   * An instance has ended.
   *
   * @param name of which application
   * @param number which
   */
  record InstanceGone(String name, long number) implements WebChange {}
}
