package cuesta.isolator.cgroups;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.isolator.ContainerSpec;
import cuesta.api.isolator.Isolator;
import cuesta.api.isolator.IsolatorContext;
import cuesta.api.isolator.Preparation;
import cuesta.api.resources.Resources;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** One group per container; the kernel keeps the truth, this only knows the names. */
final class CgroupsIsolator implements Isolator {
  private final ConcurrentSkipListMap<ContainerId, Group> groups = new ConcurrentSkipListMap<>();
  private final Hierarchy hierarchy;
  private final String root;
  private final OomWatch watch;

  CgroupsIsolator(
      IsolatorContext context, Hierarchy hierarchy, Settings settings, List<Group> recovered) {
    this.hierarchy = hierarchy;
    this.root = settings.root();
    recovered.forEach(group -> groups.put(group.container(), group));
    this.watch = new OomWatch(context, hierarchy, groups.values(), settings.poll());
  }

  @Override
  public Preparation prepare(ContainerSpec spec) throws IOException {
    Settings.checkTask(spec.settings());
    Group group = groups.getOrDefault(spec.id(), Group.of(spec.id(), root));
    hierarchy.make(group.path());
    hierarchy.limit(group.path(), Amount.of(spec.limits()));
    groups.put(spec.id(), group);
    return Preparation.of(group.record()).withCgroups(hierarchy.directories(group.path()));
  }

  @Override
  public void update(ContainerId container, Resources limits) throws IOException {
    Group group = groups.get(container);
    if (group != null && hierarchy.exists(group.path())) {
      hierarchy.limit(group.path(), Amount.of(limits));
    }
  }

  @Override
  public SortedMap<String, Long> usage(ContainerId container) throws IOException {
    return hierarchy.usage(group(container).path());
  }

  @Override
  public Optional<Reason> ended(ContainerId container) throws IOException {
    return OutOfMemory.reason(hierarchy, group(container));
  }

  /** Also for a group that was made just before a crash, of which no record was kept. */
  @Override
  public void cleanup(ContainerId container) throws IOException, InterruptedException {
    hierarchy.remove(group(container).path());
    groups.remove(container);
  }

  @Override
  public void close() {
    watch.close();
  }

  private Group group(ContainerId container) {
    Group known = groups.get(container);
    return known == null ? Group.of(container, root) : known;
  }
}
