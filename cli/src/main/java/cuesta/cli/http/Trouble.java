package cuesta.cli.http;

/** What ends a command: one line for people. */
public class Trouble extends Exception {
  private static final long serialVersionUID = 1L;

  /** With its line. */
  public Trouble(String line) {
    super(line, null, false, false);
  }

  /** It may go away by itself. */
  public static final class Passing extends Trouble {
    private static final long serialVersionUID = 1L;

    /** What happened to the call. */
    public enum Kind {
      /** Nothing listens there. */
      NOBODY,
      /** It was refused for now: nobody leads. */
      NOT_NOW,
      /** The connection broke; the call may have had its effect. */
      BROKEN
    }

    private final Kind kind;

    /** With its line. */
    public Passing(Kind kind, String line) {
      super(line);
      this.kind = kind;
    }

    /** What happened to the call. */
    public Kind kind() {
      return kind;
    }
  }

  /** The thing named is not there. */
  public static final class Missing extends Trouble {
    private static final long serialVersionUID = 1L;

    private final String subject;

    /**
     * With its line.
     *
     * @param subject what is missing, as the server says
     */
    public Missing(String subject, String line) {
      super(line);
      this.subject = subject;
    }

    /** What is missing. */
    public String subject() {
      return subject;
    }

    /** Whether it is the framework that is missing, as while it is replaced by hand. */
    public boolean isFrameworkOf(String target) {
      return subject.startsWith("/") && target.startsWith(subject + "/");
    }
  }
}
