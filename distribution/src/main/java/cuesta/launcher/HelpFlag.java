package cuesta.launcher;

import picocli.CommandLine.Option;

/** What every command here takes. The version is told by {@code cuesta version}. */
final class HelpFlag {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean wanted;
}
