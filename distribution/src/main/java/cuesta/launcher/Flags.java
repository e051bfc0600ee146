package cuesta.launcher;

import java.util.Arrays;

/** Mesos' spelling of flags: {@code --work_dir} means {@code --work-dir}. */
final class Flags {
  private Flags() {}

  static String[] dashed(String[] args) {
    return Arrays.stream(args).map(Flags::dashed).toArray(String[]::new);
  }

  private static String dashed(String arg) {
    if (!arg.startsWith("--")) {
      return arg;
    }
    int equals = arg.indexOf('=');
    String name = equals < 0 ? arg : arg.substring(0, equals);
    return name.replace('_', '-') + arg.substring(name.length());
  }
}
