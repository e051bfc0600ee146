package cuesta.framework.ci.spec;

import java.util.List;

/**
 * What a job does, line by line.
 *
 * @param before first, in one shell with {@code main}
 * @param main the work; at least one line
 * @param after in the end, in a shell of its own, whatever became of the work
 */
public record Script(List<String> before, List<String> main, List<String> after) {
  /** Copies the lists. */
  public Script {
    before = List.copyOf(before);
    main = List.copyOf(main);
    after = List.copyOf(after);
  }
}
