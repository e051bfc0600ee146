package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Resource;
import cuesta.admin.json.Json;
import cuesta.api.front.Leadership;
import cuesta.api.front.Master;
import cuesta.api.ha.LeaderInfo;
import java.io.IOException;

/**
 * {@code GET /leader}: who leads, as this process knows it.
 *
 * @param services what is there
 */
record LeaderResource(Services services) implements Resource {
  @Override
  public Answer answer(Call call) {
    call.accept();
    Paths.end(call);
    Leadership leadership = services.master().map(Master::leadership).orElse(Leadership.NONE);
    return Answer.json(
        200,
        json -> {
          json.flag("leading", leadership.leading());
          json.number("term", leadership.term());
          write(json, leadership);
        });
  }

  static void write(Json json, Leadership leadership) throws IOException {
    if (leadership.leader().isEmpty()) {
      json.nothing("leader");
      return;
    }
    LeaderInfo leader = leadership.leader().get();
    json.object(
        "leader",
        () -> {
          json.text("id", leader.id());
          json.number("term", leader.term());
          json.text("url", Leader.url(leader));
          json.text("host", leader.host());
          json.number("port", leader.port());
          json.number("link_port", leader.linkPort());
          json.text("version", leader.version());
        });
  }
}
