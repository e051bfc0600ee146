package cuesta.contracts.allocator.views;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.cluster.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/** Found by comparing all entries: what fakes may cost. */
record FakeDifference(List<AgentId> agents, List<FrameworkId> frameworks, List<RoleId> roles)
    implements Difference {

  static FakeDifference between(FakeCluster older, FakeCluster newer) {
    return new FakeDifference(
        keys(older.agentMap(), newer.agentMap()),
        keys(older.frameworkMap(), newer.frameworkMap()),
        keys(older.roleMap(), newer.roleMap()));
  }

  private static <K extends Comparable<K>, V> List<K> keys(
      SortedMap<K, V> older, SortedMap<K, V> newer) {
    TreeSet<K> all = new TreeSet<>(older.keySet());
    all.addAll(newer.keySet());
    List<K> changed = new ArrayList<>();
    for (K key : all) {
      V before = older.get(key);
      if (before == null || before != newer.get(key)) {
        changed.add(key);
      }
    }
    return List.copyOf(changed);
  }
}
