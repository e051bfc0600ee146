package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.JobSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds jobs that wait for one another. */
final class Circles {
  private Circles() {}

  /**
   * Those that can never begin: takes away jobs that wait for none of the rest until nothing
   * changes.
   *
   * @param needs whom each job waits for
   * @return what is left, in the same order; empty without a circle
   */
  static List<String> stuck(Map<String, ? extends Set<String>> needs) {
    Map<String, Set<String>> waits = new LinkedHashMap<>();
    Map<String, List<String>> behind = new LinkedHashMap<>();
    ArrayDeque<String> free = new ArrayDeque<>();
    needs.forEach(
        (job, names) -> {
          Set<String> known = new LinkedHashSet<>(names);
          known.retainAll(needs.keySet());
          waits.put(job, known);
          known.forEach(name -> behind.computeIfAbsent(name, _ -> new ArrayList<>()).add(job));
          if (known.isEmpty()) {
            free.add(job);
          }
        });
    while (!free.isEmpty()) {
      String job = free.remove();
      waits.remove(job);
      for (String next : behind.getOrDefault(job, List.of())) {
        if (waits.get(next).remove(job) && waits.get(next).isEmpty()) {
          free.add(next);
        }
      }
    }
    return List.copyOf(waits.keySet());
  }

  /** A remark on the first job of those that a rule's needs brought into a circle. */
  static void check(List<JobSpec> jobs, List<Taken> taken, Remarks remarks) {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    for (JobSpec job : jobs) {
      Set<String> names = new LinkedHashSet<>();
      job.flow().needs().orElse(List.of()).forEach(need -> names.add(need.job()));
      needs.put(job.name(), names);
    }
    List<String> stuck = stuck(needs);
    if (!stuck.isEmpty()) {
      Draft first =
          taken.stream()
              .filter(one -> one.name().equals(stuck.getFirst()))
              .findFirst()
              .orElseThrow()
              .draft();
      said(first, stuck, remarks);
    }
  }

  static void said(Draft job, List<String> stuck, Remarks remarks) {
    remarks.error(
        job.keys().at("needs"),
        job.path("needs"),
        "jobs wait for one another: " + String.join(", ", stuck),
        "");
  }
}
