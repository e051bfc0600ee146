package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Resource;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.front.Leadership;
import cuesta.api.front.Master;
import java.util.List;

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
    Leadership leadership =
        services.masters().isEmpty() ? Leadership.NONE : services.masters().getFirst().leadership();
    List<Reason> reasons = reasons();
    return Answer.json(
        200,
        json -> {
          json.flag("leading", leadership.leading());
          json.number("term", leadership.term());
          LeaderResource.write(json, leadership);
          json.reasons("reasons", reasons);
        });
  }

  private List<Reason> reasons() {
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
