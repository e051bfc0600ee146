package cuesta.core.edge.agent;

import cuesta.core.agent.AgentEvent.Outcome;

/**
 * What a try of a check came to.
 *
 * @param outcome whether all is well
 * @param detail for people, in one line of bounded length
 */
record Found(Outcome outcome, String detail) {
  /** As much as a launcher keeps of a command's output, and a few words before it. */
  private static final int MOST = 1_200;

  Found {
    String line = detail.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    detail = line.length() <= MOST ? line : line.substring(0, MOST);
  }

  static Found passed(String detail) {
    return new Found(Outcome.PASSED, detail);
  }

  static Found failed(String detail) {
    return new Found(Outcome.FAILED, detail);
  }

  static Found unknown(String detail) {
    return new Found(Outcome.UNKNOWN, detail);
  }

  /** With more that was heard, if it was anything. */
  static Found failed(String detail, String more) {
    return failed(more.isBlank() ? detail : detail + ": " + more);
  }
}
