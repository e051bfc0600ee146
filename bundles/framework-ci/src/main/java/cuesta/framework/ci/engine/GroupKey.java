package cuesta.framework.ci.engine;

/**
 * What names a resource group.
 *
 * @param project of which project
 * @param name its name
 */
public record GroupKey(String project, String name) implements Comparable<GroupKey> {
  @Override
  public int compareTo(GroupKey other) {
    int order = project.compareTo(other.project);
    return order != 0 ? order : name.compareTo(other.name);
  }
}
