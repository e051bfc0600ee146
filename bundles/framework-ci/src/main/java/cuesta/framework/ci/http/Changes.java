package cuesta.framework.ci.http;

import cuesta.api.http.HttpReply;
import cuesta.framework.ci.engine.CiEffect;
import cuesta.framework.ci.engine.CiEvent;
import cuesta.framework.ci.engine.CiState;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.ci.spec.Value;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Invalid;
import cuesta.framework.kit.http.Json;
import cuesta.framework.kit.http.Waiters;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Changes what becomes of pipelines.
 *
 * @param state the committed state
 * @param waiters who waits for answers
 */
record Changes(Supplier<CiState> state, Waiters<Long, CiEffect.Done> waiters) {

  HttpReply cancel(Call call) throws InterruptedException {
    long number = Lookup.number(call);
    boolean force = call.input().flag("force");
    String who = call.http().principal().name();
    Optional<String> job = call.input().text("job");
    return change(
        asked ->
            job.isPresent()
                ? new CiEvent.CancelJob(number, job.get(), force, asked)
                : new CiEvent.Cancel(number, force, who, asked));
  }

  HttpReply retry(Call call) throws InterruptedException {
    long number = Lookup.number(call);
    Optional<String> job = call.input().text("job");
    SortedMap<String, Value> given = CiParams.given(call.input());
    if (job.isEmpty() && !given.isEmpty()) {
      throw Invalid.field("var", "of a whole pipeline it cannot be changed", "name a job");
    }
    return change(
        asked ->
            job.isPresent()
                ? new CiEvent.RetryJob(number, job.get(), given, asked)
                : new CiEvent.RetryPipeline(number, asked));
  }

  HttpReply play(Call call) throws InterruptedException {
    long number = Lookup.number(call);
    SortedMap<String, Value> given = CiParams.given(call.input());
    return change(asked -> new CiEvent.Play(number, call.need("job"), given, asked));
  }

  HttpReply delete(Call call) throws InterruptedException {
    long number = Lookup.number(call);
    return change(asked -> new CiEvent.Delete(number, asked));
  }

  private HttpReply change(LongFunction<CiEvent> event) throws InterruptedException {
    long number = waiters.ask(event).pipeline();
    Line line = state.get().lines().get(number);
    String how = line == null ? "is deleted" : "is " + line.pipeline().status().text();
    return HttpReply.json(200, told(number, "pipeline " + number + " " + how));
  }

  static String told(long number, String said) {
    return Json.object(
        out -> {
          out.writeNumberField("pipeline", number);
          out.writeStringField("said", said);
        });
  }
}
