package cuesta.framework.ci.http;

import cuesta.api.RoleId;
import cuesta.api.blob.Blobs;
import cuesta.api.http.HttpReply;
import cuesta.framework.ci.engine.CiEffect;
import cuesta.framework.ci.engine.CiEvent;
import cuesta.framework.ci.engine.CiState;
import cuesta.framework.ci.engine.Origin;
import cuesta.framework.ci.launch.Predefined;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Invalid;
import cuesta.framework.kit.http.SourceTree;
import cuesta.framework.kit.http.Waiters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Starts pipelines.
 *
 * @param state the committed state
 * @param waiters who waits for answers
 * @param blobs the packed files
 * @param usual the role of pipelines that name none
 */
record Starts(
    Supplier<CiState> state, Waiters<Long, CiEffect.Done> waiters, Blobs blobs, RoleId usual) {

  /** A pipeline that a watch asks for is there once for each commit. */
  HttpReply start(Call call, boolean watched) throws InterruptedException {
    Configured configured = Configured.of(call, blobs, call.input().texts("job")).check();
    SourceTree tree = configured.tree();
    Origin origin =
        new Origin(
            Predefined.project(tree.git()),
            Predefined.ref(tree.git()),
            Predefined.isTag(tree.git()),
            tree.git().sha(),
            tree.git().before(),
            Predefined.message(tree.git()),
            configured.source(),
            call.http().principal().name(),
            (int) tree.git().dirty(),
            tree.blob());
    String key = watched ? origin.project() + "@" + origin.ref() + "@" + origin.sha() : "";
    RoleId role = role(call);
    long number =
        waiters
            .ask(
                asked ->
                    new CiEvent.Start(
                        key,
                        origin,
                        configured.compiled().pipeline().orElseThrow(),
                        configured.given(),
                        configured.predefined(),
                        role,
                        watched,
                        asked))
            .pipeline();
    List<String> lines = new ArrayList<>(Findings.remarks(configured));
    int jobs = configured.compiled().pipeline().orElseThrow().jobs().size();
    lines.add(
        "pipeline "
            + number
            + " of "
            + origin.project()
            + ", "
            + Texts.of(origin)
            + ": "
            + jobs
            + (jobs == 1 ? " job" : " jobs"));
    return HttpReply.json(201, Changes.told(number, String.join("\n", lines)));
  }

  private RoleId role(Call call) {
    List<RoleId> roles = state.get().roles();
    Optional<String> asked = call.input().text("role");
    if (asked.isEmpty()) {
      return usual;
    }
    return roles.stream()
        .filter(role -> role.value().equals(asked.get()))
        .findFirst()
        .orElseThrow(
            () -> Invalid.name("role", asked.get(), roles.stream().map(RoleId::value).toList()));
  }
}
