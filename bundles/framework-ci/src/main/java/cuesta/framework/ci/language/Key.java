package cuesta.framework.ci.language;

/**
 * A key of the language.
 *
 * @param name as it is written
 * @param status what is done with it
 * @param kind what may stand there
 */
record Key(String name, Status status, Kind kind) {
  /** What becomes of a key. */
  enum Status {
    /** It does what it says. */
    USED(""),
    /** It is checked, and a remark says that it does nothing. */
    NOTED("it is not used here yet"),
    /** It is about containers. */
    DIRECT("it is not used here: jobs run directly on the agent"),
    /** There is no pipeline with it. */
    REFUSED("it is not supported here");

    private final String remark;

    Status(String remark) {
      this.remark = remark;
    }

    /** What is said about it; empty for what is used. */
    String remark() {
      return remark;
    }
  }
}
