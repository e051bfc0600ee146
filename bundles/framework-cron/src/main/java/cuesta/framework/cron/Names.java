package cuesta.framework.cron;

/** Texts that begin with their job's name, which stands in the key already. */
final class Names {
  /** Stands for the name; no name begins so, and what does is escaped by another one. */
  private static final String MARK = "~";

  private Names() {}

  static String shortened(String job, String text) {
    return text.startsWith(job) && !text.startsWith(MARK, job.length())
        ? MARK + text.substring(job.length())
        : text.startsWith(MARK) ? MARK + MARK + text : text;
  }

  static String full(String job, String text) {
    return text.startsWith(MARK + MARK)
        ? text.substring(2 * MARK.length())
        : text.startsWith(MARK) ? job + text.substring(MARK.length()) : text;
  }
}
