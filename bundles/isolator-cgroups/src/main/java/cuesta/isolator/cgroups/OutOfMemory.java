package cuesta.isolator.cgroups;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.io.IOException;
import java.util.Optional;

/** Reads from a group whether the kernel killed in it for want of memory. */
final class OutOfMemory {
  private OutOfMemory() {}

  static Optional<Reason> reason(Hierarchy hierarchy, Group group) throws IOException {
    long kills = hierarchy.oomKills(group.path());
    if (kills == 0) {
      return Optional.empty();
    }
    long peak = hierarchy.memoryPeak(group.path());
    String most = peak == 0 ? "" : "; it used " + megabytes(peak) + " at most";
    return Optional.of(
        Reason.of(
            Reasons.MEMORY_LIMIT,
            group.container().value(),
            "limit "
                + megabytes(hierarchy.memoryLimit(group.path()))
                + most
                + "; the kernel killed "
                + (kills == 1 ? "1 process" : kills + " processes"),
            "ask for more mem"));
  }

  private static String megabytes(long bytes) {
    long tenths = Math.round(bytes * 10.0 / (1 << 20));
    return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " MB";
  }
}
