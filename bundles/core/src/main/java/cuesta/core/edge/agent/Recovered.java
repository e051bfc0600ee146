package cuesta.core.edge.agent;

import cuesta.api.isolator.IsolatorRecord;
import cuesta.api.launcher.LaunchRecord;
import cuesta.core.agent.Checkpoint;
import cuesta.core.agent.ContainerEntry;
import cuesta.core.agent.Kept;
import cuesta.core.agent.Phase;
import java.util.ArrayList;
import java.util.List;

/** What plugins are opened with: the records that the core kept for them. */
public final class Recovered {
  private Recovered() {}

  /**
   * The records of an isolator.
   *
   * @param checkpoint the agent's checkpoint
   * @param isolator its name
   * @return one for each container that it prepared and that was not cleaned up, sorted by
   *     container
   */
  public static List<IsolatorRecord> isolator(Checkpoint checkpoint, String isolator) {
    List<IsolatorRecord> records = new ArrayList<>();
    for (ContainerEntry container : checkpoint.containers()) {
      if (container.phase() != Phase.CLEANED) {
        for (Kept kept : container.records()) {
          if (kept.owner().equals(isolator)) {
            records.add(kept.isolatorRecord(container.id()));
          }
        }
      }
    }
    return records;
  }

  /**
   * The launcher's records.
   *
   * @param checkpoint the agent's checkpoint
   * @return one for each container that was launched and whose end is not recorded, sorted by
   *     container
   */
  public static List<LaunchRecord> launcher(Checkpoint checkpoint) {
    List<LaunchRecord> records = new ArrayList<>();
    for (ContainerEntry container : checkpoint.containers()) {
      if (container.phase() == Phase.LAUNCHED) {
        container.launched().ifPresent(kept -> records.add(kept.launchRecord(container.id())));
      }
    }
    return records;
  }
}
