package cuesta.launcher;

/**
 * A bundle that should run and does not.
 *
 * @param bundle its symbolic name and version
 * @param reason why, in one line
 */
record NotActive(String bundle, String reason) {
  @Override
  public String toString() {
    return bundle + ": " + reason;
  }
}
