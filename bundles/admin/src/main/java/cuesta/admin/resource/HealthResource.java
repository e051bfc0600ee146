package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Resource;
import cuesta.admin.json.Json;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.front.AgentDoor;
import cuesta.api.front.Leadership;
import cuesta.api.front.Master;
import cuesta.api.front.Slots;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code GET /health}: always 200 while the process answers, since a standby is healthy too.
 *
 * @param services what is there
 */
record HealthResource(Services services) implements Resource {
  @Override
  public Answer answer(Call call) {
    call.accept();
    Paths.end(call);
    Leadership leadership = services.master().map(Master::leadership).orElse(Leadership.NONE);
    List<Reason> reasons = reasons();
    SortedMap<String, Long> refused = refused();
    return Answer.json(
        200,
        json -> {
          json.flag("leading", leadership.leading());
          json.number("term", leadership.term());
          LeaderResource.write(json, leadership);
          json.reason("lost", leadership.lost());
          json.reasons("reasons", reasons);
          json.object("refused", () -> write(json, refused));
        });
  }

  private static void write(Json json, SortedMap<String, Long> counts) throws IOException {
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      json.number(count.getKey(), count.getValue());
    }
  }

  /** Of all nodes of the process together. */
  private SortedMap<String, Long> refused() {
    TreeMap<String, Long> all = new TreeMap<>();
    Stream.concat(
            services.masters().stream().map(Master::refused),
            services.agents().stream().map(AgentDoor::refused))
        .forEach(node -> node.forEach((name, count) -> all.merge(name, count, Long::sum)));
    return all;
  }

  private List<Reason> reasons() {
    return Stream.concat(
            ofNodes().stream(), services.slots().stream().map(Slots::health).flatMap(List::stream))
        .toList();
  }

  private List<Reason> ofNodes() {
    if (!services.masters().isEmpty()) {
      return services.masters().stream().map(Master::health).flatMap(List::stream).toList();
    }
    // An agent's process is healthy without a master of its own.
    return services.agents().isEmpty()
        ? List.of(
            Reason.of(
                Reasons.UNKNOWN, "", "neither a master nor an agent runs in this process yet"))
        : List.of();
  }
}
