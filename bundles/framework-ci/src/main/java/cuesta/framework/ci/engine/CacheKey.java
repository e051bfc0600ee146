package cuesta.framework.ci.engine;

/**
 * What names a cache.
 *
 * @param project of which project
 * @param key its key, with all variables put in
 */
public record CacheKey(String project, String key) implements Comparable<CacheKey> {
  @Override
  public int compareTo(CacheKey other) {
    int order = project.compareTo(other.project);
    return order != 0 ? order : key.compareTo(other.key);
  }
}
