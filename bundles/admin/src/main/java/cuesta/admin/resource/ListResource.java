package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Resource;
import cuesta.admin.json.Json;
import cuesta.api.cluster.ClusterView;
import java.io.IOException;
import java.util.function.Function;

/**
 * {@code GET} of one of the cluster's lists: {@code {"term", "version", "time", "<name>": [...]}}.
 *
 * @param leader where the view comes from
 * @param items takes the list from the view
 * @param row writes one item
 * @param <T> of what
 */
record ListResource<T>(
    Leader leader, Function<ClusterView, Iterable<? extends T>> items, Row<T> row)
    implements Resource {
  /** Writes an item. */
  @FunctionalInterface
  interface Row<T> {
    void write(Json json, T item) throws IOException;
  }

  @Override
  public Answer answer(Call call) {
    call.accept();
    Paths.end(call);
    ClusterView view = leader.of(call).view();
    return Answer.json(
        200,
        json -> {
          head(json, view);
          json.array(
              call.prefix(),
              () -> {
                for (T item : items.apply(view)) {
                  json.object(() -> row.write(json, item));
                }
              });
        });
  }

  /** Of which leader and which moment a list is. */
  static void head(Json json, ClusterView view) throws IOException {
    json.number("term", view.term());
    json.number("version", view.version());
    json.time("time", view.time());
  }
}
