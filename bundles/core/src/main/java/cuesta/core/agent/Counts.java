package cuesta.core.agent;

/**
 * What was refused or was strange, since this process started.
 *
 * @param lowerTerm messages of a leader that is over
 * @param otherRegistration messages of another registration, or before any
 * @param otherStream messages on a stream that was replaced
 * @param strayAcknowledgements acknowledgements that fit no update
 * @param unknownKills kills of tasks that are not known
 * @param doubledLaunches launches of tasks that are known already
 * @param cleanupFailures attempts to clean up that failed
 */
public record Counts(
    long lowerTerm,
    long otherRegistration,
    long otherStream,
    long strayAcknowledgements,
    long unknownKills,
    long doubledLaunches,
    long cleanupFailures) {
  static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

  Counts plus(Counts more) {
    return new Counts(
        lowerTerm + more.lowerTerm,
        otherRegistration + more.otherRegistration,
        otherStream + more.otherStream,
        strayAcknowledgements + more.strayAcknowledgements,
        unknownKills + more.unknownKills,
        doubledLaunches + more.doubledLaunches,
        cleanupFailures + more.cleanupFailures);
  }

  static final Counts LOWER_TERM = new Counts(1, 0, 0, 0, 0, 0, 0);
  static final Counts OTHER_REGISTRATION = new Counts(0, 1, 0, 0, 0, 0, 0);
  static final Counts OTHER_STREAM = new Counts(0, 0, 1, 0, 0, 0, 0);
  static final Counts STRAY_ACKNOWLEDGEMENT = new Counts(0, 0, 0, 1, 0, 0, 0);
  static final Counts UNKNOWN_KILL = new Counts(0, 0, 0, 0, 1, 0, 0);
  static final Counts DOUBLED_LAUNCH = new Counts(0, 0, 0, 0, 0, 1, 0);
  static final Counts CLEANUP_FAILURE = new Counts(0, 0, 0, 0, 0, 0, 1);
}
