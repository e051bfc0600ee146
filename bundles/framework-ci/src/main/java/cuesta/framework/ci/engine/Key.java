package cuesta.framework.ci.engine;

/**
 * What names a job. In this order they are served: the oldest pipeline first.
 *
 * @param pipeline of which pipeline
 * @param index its place in it, from 0
 */
public record Key(long pipeline, int index) implements Comparable<Key> {
  @Override
  public int compareTo(Key other) {
    int order = Long.compare(pipeline, other.pipeline);
    return order != 0 ? order : Integer.compare(index, other.index);
  }
}
