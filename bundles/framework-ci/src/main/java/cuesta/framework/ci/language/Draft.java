package cuesta.framework.ci.language;

import java.util.List;

/**
 * A job as it is written, with what it extends and the defaults put in, before it is known whether
 * it takes part.
 *
 * @param name without what {@code parallel} adds
 * @param at where its name stands
 * @param keys all that is said of it; what is absent is left out
 */
record Draft(String name, Origin at, Tree.Keys keys) {
  /** Where something goes that says no stage. */
  static final String STAGE = "test";

  String stage() {
    return keys.text("stage").orElse(STAGE);
  }

  /** {@code NAME.KEY}. */
  String path(String key) {
    return name + "." + key;
  }

  /** What is said of its needs, one by one. */
  List<Tree> needs() {
    return keys.get("needs").map(Draft::list).orElse(List.of());
  }

  static List<Tree> list(Tree tree) {
    return tree instanceof Tree.Items list ? list.items() : List.of();
  }

  /** The job that one need is about. */
  static String needed(Tree need) {
    return switch (need) {
      case Tree.Leaf leaf -> leaf.text();
      case Tree.Keys keys -> keys.text("job").orElse("");
      default -> "";
    };
  }
}
