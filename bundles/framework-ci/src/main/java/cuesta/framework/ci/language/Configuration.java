package cuesta.framework.ci.language;

/** Reads {@code .gitlab-ci.yml}. */
public final class Configuration {
  private Configuration() {}

  /**
   * Makes a pipeline of a configuration and all that it includes. The same input gives the same
   * result. Nothing is thrown for what is wrong in the files: all of it is told in remarks.
   *
   * @param source the project's files
   * @param request what is asked for
   * @return the pipeline, or why there is none
   */
  public static Compiled compile(Source source, Request request) {
    return new Compilation(source, request).run();
  }
}
