package cuesta.cli.remote;

import cuesta.cli.json.Node;
import java.util.Optional;

/**
 * What is asked after an answer.
 *
 * @param path below the prefix, with {@code {key}} for members of the answer
 * @param end what is shown at the end to programs: a path as the other
 * @param unless the switch that leaves it out; may be empty
 * @param leaving what is said to who leaves before the end, with {@code {key}}; may be empty
 */
record FollowSpec(String path, String end, String unless, String leaving) {
  static Optional<FollowSpec> of(Node show) {
    Node follow = show.get("follow");
    return follow.isObject()
        ? Optional.of(
            new FollowSpec(
                follow.text("path"),
                follow.text("end"),
                follow.text("unless"),
                follow.text("leaving")))
        : Optional.empty();
  }
}
