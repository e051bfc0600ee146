package cuesta.core.agent;

import java.util.List;

/** The signals of Linux by number. */
final class Signals {
  static final int KILL = 9;
  static final int TERM = 15;

  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private Signals() {}

  /** For example {@code " (SIGKILL)"}; empty if the number has no name. */
  static String name(int signal) {
    return signal >= 1 && signal <= NAMES.size() ? " (SIG" + NAMES.get(signal - 1) + ")" : "";
  }
}
