package cuesta.framework.ci.engine;

import java.util.Map;

/** Resource groups: one job at a time, the oldest first, whatever pipeline it is of. */
final class Groups {
  private Groups() {}

  /** Gives those that are free to who waits longest; true if one was given. */
  static boolean settle(Turn turn) {
    boolean given = false;
    for (Map.Entry<GroupKey, Group> entry : turn.state().index().groups()) {
      Group group = entry.getValue();
      if (group.holders().isEmpty() && !group.waiting().isEmpty()) {
        Key key = group.waiting().firstKey();
        Job job = turn.job(key);
        turn.keep(key.pipeline(), job.with(JobStatus.PENDING).with(job.times().queued(turn.now())));
        given = true;
      }
    }
    return given;
  }
}
