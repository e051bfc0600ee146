package cuesta.deploy;

import cuesta.api.front.Deployments;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What people see of the plugins folder. A file of which the old content serves on and the new one
 * was refused, or is not decided on yet, has two rows.
 */
final class DeploymentList implements Deployments {
  private static final int MAX_HISTORY = 100;
  private final TreeMap<String, Deployment> coming = new TreeMap<>();
  private final List<Deployment> deployed = new ArrayList<>();
  private final TreeMap<String, Deployment> refused = new TreeMap<>();
  private final ArrayDeque<String> history = new ArrayDeque<>();

  /** Exactly these lie there and are not decided on yet. */
  synchronized void coming(SortedSet<String> files) {
    coming.keySet().retainAll(files);
    files.forEach(file -> coming.computeIfAbsent(file, DeploymentList::comes));
  }

  private static Deployment comes(String file) {
    return new Deployment(file, "", "", "", -1, "COMING", Instant.now(), Optional.empty());
  }

  synchronized void deployed(Deployment row) {
    coming.remove(row.file());
    deployed.removeIf(other -> other.file().equals(row.file()));
    deployed.add(row);
    refused.remove(row.file());
  }

  synchronized void refused(Deployment row) {
    coming.remove(row.file());
    refused.put(row.file(), row);
  }

  /** What was refused is not there any more, or is what serves already. */
  synchronized void forgiven(String file) {
    coming.remove(file);
    refused.remove(file);
  }

  synchronized void removed(String file) {
    coming.remove(file);
    deployed.removeIf(other -> other.file().equals(file));
    refused.remove(file);
  }

  synchronized void happened(String line) {
    history.addLast(line);
    if (history.size() > MAX_HISTORY) {
      history.removeFirst();
    }
  }

  @Override
  public synchronized List<Deployment> deployments() {
    List<Deployment> all = new ArrayList<>(deployed);
    all.addAll(refused.values());
    all.addAll(coming.values());
    return all;
  }

  @Override
  public synchronized List<String> history() {
    return List.copyOf(history);
  }
}
