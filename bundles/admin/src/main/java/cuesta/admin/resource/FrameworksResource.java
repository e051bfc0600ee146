package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Resource;
import cuesta.admin.json.Json;
import cuesta.api.Reason;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.FrameworkView;
import cuesta.api.front.Master;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /frameworks[?explain=true]}: what each holds, its share, and if asked why it gets no
 * more. That is not told unasked, since each explanation looks at the whole cluster.
 *
 * @param leader where the view comes from
 */
record FrameworksResource(Leader leader) implements Resource {
  private record Row(FrameworkView framework, Optional<List<Reason>> reasons) {}

  @Override
  public Answer answer(Call call) {
    call.accept("explain");
    Paths.end(call);
    boolean explain = call.flag("explain");
    Master master = leader.of(call);
    ClusterView view = master.view();
    List<Row> rows = new ArrayList<>();
    for (FrameworkView framework : view.frameworks()) {
      rows.add(
          new Row(
              framework, explain ? Optional.of(master.explain(framework.id())) : Optional.empty()));
    }
    Shares shares = Shares.of(view);
    return Answer.json(
        200,
        json -> {
          ListResource.head(json, view);
          json.array(
              "frameworks",
              () -> {
                for (Row row : rows) {
                  json.object(() -> write(json, row, shares));
                }
              });
        });
  }

  private static void write(Json json, Row row, Shares shares) throws IOException {
    FrameworkView framework = row.framework();
    Rows.framework(json, framework);
    Shares.Share share = shares.of(framework.used().plus(framework.offered()));
    json.number("share", share.part());
    json.text("share_of", share.of());
    if (row.reasons().isPresent()) {
      json.reasons("reasons", row.reasons().get());
    }
  }
}
