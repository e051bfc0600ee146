package cuesta.framework.ci.engine;

import cuesta.api.blob.Blob;
import cuesta.api.framework.Collected;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What agents answer if all is well: blobs with the number of the task in theirs. */
final class Answers {
  private Answers() {}

  static CiEvent gathered(CiEffect.Gather asked) {
    int number = Integer.parseInt(asked.task().value().replaceAll("\\D", ""));
    TreeMap<String, Blob> caches = new TreeMap<>();
    asked.due().caches().forEach(i -> caches.put("k" + i, Specs.blob(30_000 + number)));
    TreeMap<String, String> dotenv = new TreeMap<>();
    if (asked.due().dotenv()) {
      dotenv.put("FROM", asked.task().value());
    }
    return new CiEvent.Gathered(
        asked.key(),
        asked.attempt(),
        new Parts(
            asked.due().archive()
                ? Optional.of(new Collected(Optional.of(Specs.blob(10_000 + number)), 2, 99))
                : Optional.empty(),
            asked.due().dotenv() ? Optional.of(dotenv) : Optional.empty(),
            asked.due().junit()
                ? Optional.of(new Tests(3, 1, 0, List.of(new Tests.Failing("t", "no"))))
                : Optional.empty(),
            caches),
        Optional.empty());
  }

  static CiEvent logged(CiEffect.KeepLog asked) {
    int number = Integer.parseInt(asked.task().value().replaceAll("\\D", ""));
    return new CiEvent.LogKept(
        asked.key(), asked.attempt(), Optional.of(Specs.blob(20_000 + number)), Optional.empty());
  }
}
