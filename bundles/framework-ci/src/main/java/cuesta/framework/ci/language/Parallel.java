package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The jobs that {@code parallel} makes of one. */
final class Parallel {
  private Parallel() {}

  /**
   * One of them.
   *
   * @param name as GitLab calls it
   * @param matrix its variables of the matrix; empty without one
   * @param index from 1; 0 if the job is not parallel
   * @param total how many there are
   */
  record Instance(String name, SequencedMap<String, String> matrix, int index, int total) {
    /** The variables that it has besides the job's. */
    Map<String, Value> variables() {
      TreeMap<String, Value> all = new TreeMap<>();
      matrix.forEach((key, value) -> all.put(key, Value.of(value)));
      if (index > 0) {
        all.put("CI_NODE_INDEX", Value.raw(String.valueOf(index)));
      }
      all.put("CI_NODE_TOTAL", Value.raw(String.valueOf(total)));
      return all;
    }
  }

  /** At least one, unless a remark is made. */
  static List<Instance> of(Draft job, Remarks remarks) {
    Optional<Tree> parallel = job.keys().get("parallel");
    if (parallel.isEmpty()) {
      return List.of(new Instance(job.name(), new LinkedHashMap<>(), 0, 1));
    }
    if (parallel.get() instanceof Tree.Keys keys) {
      return matrix(job, keys, remarks);
    }
    int total = Read.count(job.keys(), "parallel").orElse(1);
    List<Instance> all = new ArrayList<>();
    for (int i = 1; i <= total; i++) {
      all.add(new Instance(job.name() + " " + i + "/" + total, new LinkedHashMap<>(), i, total));
    }
    return all;
  }

  private static List<Instance> matrix(Draft job, Tree.Keys parallel, Remarks remarks) {
    List<SequencedMap<String, String>> rows = rows(parallel.get("matrix"));
    if (rows.isEmpty() || rows.size() > Table.MAX_PARALLEL) {
      remarks.error(
          job.keys().at("parallel"),
          job.path("parallel.matrix"),
          rows.isEmpty() ? "it makes no job" : "it makes over " + Table.MAX_PARALLEL + " jobs",
          "");
      return List.of();
    }
    List<Instance> all = new ArrayList<>();
    for (SequencedMap<String, String> row : rows) {
      String name = job.name() + ": [" + String.join(", ", row.values()) + "]";
      all.add(new Instance(name, row, all.size() + 1, rows.size()));
    }
    return all;
  }

  /** Each combination of values, the last key changing fastest; stops when there are too many. */
  static List<SequencedMap<String, String>> rows(Optional<Tree> matrix) {
    List<SequencedMap<String, String>> rows = new ArrayList<>();
    for (Tree.Keys one : matrix.map(Read::groups).orElse(List.of())) {
      List<SequencedMap<String, String>> part = List.of(new LinkedHashMap<>());
      for (Map.Entry<String, Tree.Entry> entry : one.entries().entrySet()) {
        part = times(part, entry.getKey(), values(entry.getValue().value()));
      }
      rows.addAll(one.entries().isEmpty() ? List.of() : part);
      if (rows.size() > Table.MAX_PARALLEL) {
        break;
      }
    }
    return rows;
  }

  private static List<SequencedMap<String, String>> times(
      List<SequencedMap<String, String>> rows, String key, List<String> values) {
    List<SequencedMap<String, String>> product = new ArrayList<>();
    for (SequencedMap<String, String> row : rows) {
      for (String value : values) {
        LinkedHashMap<String, String> longer = new LinkedHashMap<>(row);
        longer.put(key, value);
        product.add(longer);
        if (product.size() > Table.MAX_PARALLEL) {
          return product;
        }
      }
    }
    return product;
  }

  private static List<String> values(Tree tree) {
    return switch (tree) {
      case Tree.Leaf leaf -> List.of(Read.scalar(leaf));
      case Tree.Items list -> list.items().stream().flatMap(one -> values(one).stream()).toList();
      default -> List.of();
    };
  }

  /** The job that a name of an instance belongs to: without {@code 1/3} or {@code : [a, b]}. */
  static String base(String name) {
    int matrix = name.indexOf(": [");
    if (matrix > 0 && name.endsWith("]")) {
      return name.substring(0, matrix);
    }
    int space = name.lastIndexOf(' ');
    return space > 0 && name.substring(space + 1).matches("[0-9]+/[0-9]+")
        ? name.substring(0, space)
        : name;
  }
}
