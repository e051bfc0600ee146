package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.Value;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What pipeline is asked for.
 *
 * @param file the path of the configuration
 * @param predefined {@code CI_*} of the pipeline: what it runs for; the file's win over them
 * @param given variables that win over the file's
 * @param only names of jobs, with or without what {@code parallel} adds; only those, whose needs
 *     are reduced to one another, and which wait for nobody. Empty for all
 */
public record Request(
    String file,
    SortedMap<String, Value> predefined,
    SortedMap<String, Value> given,
    Set<String> only) {
  /** Copies the collections. */
  public Request {
    predefined = Collections.unmodifiableSortedMap(new TreeMap<>(predefined));
    given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
    only = Collections.unmodifiableSet(new TreeSet<>(only));
  }
}
