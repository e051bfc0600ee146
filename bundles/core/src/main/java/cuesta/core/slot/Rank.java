package cuesta.core.slot;

/**
 * A candidate as far as the choice is concerned. The best comes first: the highest ranking, then
 * the latest deployed.
 *
 * @param id the number of its service
 * @param name the plugin's name
 * @param bundle the number of its bundle; grows with each deployment
 * @param ranking its {@code service.ranking}
 */
public record Rank(long id, String name, long bundle, int ranking) implements Comparable<Rank> {
  @Override
  public int compareTo(Rank other) {
    int order = Integer.compare(other.ranking, ranking);
    order = order == 0 ? Long.compare(other.bundle, bundle) : order;
    return order == 0 ? Long.compare(other.id, id) : order;
  }
}
