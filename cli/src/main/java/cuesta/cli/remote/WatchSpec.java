package cuesta.cli.remote;

import cuesta.cli.json.Node;
import java.util.Optional;

/**
 * What makes a command call again and again.
 *
 * @param tree the argument or flag whose repository is watched
 * @param branch the flag that names the branch
 * @param every the flag that says how often to look
 */
record WatchSpec(String tree, String branch, String every) {
  static Optional<WatchSpec> of(Node command) {
    Node watch = command.get("watch");
    return watch.isObject()
        ? Optional.of(new WatchSpec(watch.text("tree"), watch.text("branch"), watch.text("every")))
        : Optional.empty();
  }
}
