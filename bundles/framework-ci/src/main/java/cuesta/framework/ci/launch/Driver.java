package cuesta.framework.ci.launch;

import cuesta.framework.ci.spec.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The script that an agent runs for a job. It runs the job's lines in one shell, those of {@code
 * after_script} in another whatever happened, and ends with the status of the first.
 *
 * <p>Both output streams become one, or their order would be lost. A signal reaches all processes
 * of a container: the driver outlives a SIGTERM, waits for what it started, and still runs {@code
 * after_script} within the grace of the kill. What nobody may see is taken out before it is
 * written: later would be too late, since anybody with the cluster's key may read sandboxes.
 *
 * <p>Its own variables begin with {@code _}: a variable that came with the environment would hand
 * on whatever it is set to, and projects have theirs called {@code shell} or {@code status}.
 */
final class Driver {
  /** Where the project lies, below the sandbox. */
  static final String PROJECT = "project";

  /** How the sed script that masks is handed over; not on a command line, which all can see. */
  static final String MASK = "CUESTA_CI_MASK";

  /** Stands for the directory of the project, which nobody knows before the launch. */
  static final String HERE = "\u0001CI_PROJECT_DIR\u0001";

  /** Characters of an argument: Linux takes no single one of 128 KiB or more. */
  private static final int PART = 30_000;

  private Driver() {}

  /**
   * The command line. The job's lines are arguments of their own, in parts that are put together
   * again where they run.
   *
   * @param script what the job does
   * @param late variables with {@link #HERE} in their values
   * @param timeout how long it may take, which is how {@code after_script} knows why it was stopped
   */
  static List<String> of(Script script, SortedMap<String, String> late, Duration timeout) {
    List<String> parts = new ArrayList<>();
    String driver = driver(script, late, timeout, parts);
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", driver, "sh"));
    command.addAll(parts);
    return command;
  }

  private static String driver(
      Script script, SortedMap<String, String> late, Duration timeout, List<String> parts) {
    List<String> main = new ArrayList<>(script.before());
    main.addAll(script.main());
    StringBuilder out = new StringBuilder();
    out.append("_here=$CUESTA_SANDBOX/").append(PROJECT).append('\n');
    out.append(MASKING);
    out.append("mkdir -p \"$_here\" && cd \"$_here\" || exit 1\n");
    out.append("export CI_PROJECT_DIR=\"$_here\" CI_BUILDS_DIR=\"$CUESTA_SANDBOX\"\n");
    for (Map.Entry<String, String> one : late.entrySet()) {
      out.append("export ").append(one.getKey()).append('=').append(word(one.getValue()));
      out.append('\n');
    }
    out.append(RUNNING);
    out.append(run(Lines.shown(main), parts));
    out.append("_status=$?\n");
    if (!script.after().isEmpty()) {
      out.append(OUTCOME.formatted(Math.max(0, timeout.toSeconds() - 1)));
      out.append(run(Lines.shown(script.after()), parts));
    }
    out.append(END);
    return out.toString();
  }

  /** Runs a text that is added to the arguments; it sees none of them. */
  private static String run(String text, List<String> parts) {
    StringBuilder whole = new StringBuilder();
    StringBuilder arguments = new StringBuilder();
    int place = 0;
    for (int start = 0; start < text.length(); ) {
      int end = Math.min(start + PART, text.length());
      end -= end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
      parts.add(text.substring(start, end));
      arguments.append(" \"${").append(parts.size()).append("}\"");
      whole.append("${").append(++place).append('}');
      start = end;
    }
    return "run 'eval \"shift $#; " + whole + "\"'" + arguments + '\n';
  }

  /** A value with the directory in it. */
  private static String word(String value) {
    StringBuilder word = new StringBuilder();
    String[] parts = value.split(HERE, -1);
    for (int i = 0; i < parts.length; i++) {
      word.append(i == 0 ? "" : "\"$_here\"");
      word.append(parts[i].isEmpty() ? "" : Shell.quoted(parts[i]));
    }
    return word.toString();
  }

  /**
   * What a masked text becomes, as a script for sed.
   *
   * @param secrets texts of one line
   */
  static String mask(Iterable<String> secrets) {
    // A secret that holds another one has to go first, or a part of it would stay.
    TreeMap<String, String> longest = new TreeMap<>(LONGEST);
    for (String secret : secrets) {
      longest.put(secret, "s/" + secret.replaceAll("[\\\\/.*\\[\\]^$]", "\\\\$0") + "/[MASKED]/g");
    }
    return String.join("\n", longest.values()) + "\n";
  }

  private static final java.util.Comparator<String> LONGEST =
      java.util.Comparator.comparing(String::length)
          .reversed()
          .thenComparing(java.util.Comparator.naturalOrder());

  private static final String MASKING =
      """
      _masker=
      if [ -n "$CUESTA_CI_MASK" ]; then
        _pipe=$CUESTA_SANDBOX/.cuesta-log
        mkfifo -m 600 "$_pipe" || exit 1
        # With -u sed asks the kernel for each byte: half a MB a second.
        if command -v stdbuf > /dev/null; then _sed='stdbuf -oL sed'; else _sed='sed -u'; fi
        printf '%s' "$CUESTA_CI_MASK" | (trap '' TERM; LC_ALL=C exec $_sed -f /dev/stdin "$_pipe") &
        _masker=$!
        exec > "$_pipe"
        rm "$_pipe"
        unset CUESTA_CI_MASK
      fi
      exec 2>&1 < /dev/null
      """;

  private static final String RUNNING =
      """
      seconds() {
        read -r _uptime _rest < /proc/uptime
        _uptime=${_uptime%.*}
      } 2> /dev/null
      seconds
      _began=${_uptime:-0} _stopped=
      trap 'seconds; _stopped=${_uptime:-0}' TERM
      if command -v bash > /dev/null; then _shell='bash -eo pipefail'; else _shell='sh -e'; fi
      run() {
        _text=$1
        shift
        $_shell -c "$_text" "${_shell%% *}" "$@" &
        while :; do
          wait $!
          _result=$?
          [ $_result -gt 128 ] && kill -0 $! 2> /dev/null || return $_result
        done
      }
      """;

  /**
   * A signal says nothing of its reason, but who is out of time is stopped then. The master counts
   * from when it heard of the start, which may be a little before this script has begun.
   */
  private static final String OUTCOME =
      """
      if [ -n "$_stopped" ] && [ $((_stopped - _began)) -ge %d ]; then CI_JOB_STATUS=failed
      elif [ -n "$_stopped" ]; then CI_JOB_STATUS=canceled
      elif [ $_status -eq 0 ]; then CI_JOB_STATUS=success
      else CI_JOB_STATUS=failed; fi
      export CI_JOB_STATUS
      """;

  private static final String END =
      """
      if [ -n "$_masker" ]; then
        exec >&- 2>&-
        # What the job left running may hold the pipe: it is not waited for.
        _i=0
        while kill -0 $_masker 2>&- && [ $_i -lt 50 ]; do sleep 0.1; _i=$((_i + 1)); done 2> /dev/null
      fi
      exit $_status
      """;
}
