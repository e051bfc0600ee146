package cuesta.framework.cron.schedule;

/** What a change of local time does to a due instant. */
public enum Shift {
  /** Nothing. */
  NONE(""),
  /** Its local time is skipped; it is due when the gap ends. */
  MOVED("moved by DST gap"),
  /** Its local time comes twice; this is the first. */
  FIRST_PASS("repeated hour, first pass"),
  /** Its local time comes twice; this is the second. */
  SECOND_PASS("repeated hour, second pass");

  private final String text;

  Shift(String text) {
    this.text = text;
  }

  /**
   * For people.
   *
   * @return the text; empty if there is nothing to say
   */
  public String text() {
    return text;
  }
}
