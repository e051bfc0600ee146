package cuesta.cli.shell;

import java.util.function.IntConsumer;

/** The signals that ask this program to end. */
@FunctionalInterface
public interface Signals {
  /** From now on they are handed over instead of ending the program; called on foreign threads. */
  void handle(IntConsumer numbers);
}
