package cuesta.framework.cron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.framework.FrameworkPlugin;
import cuesta.api.framework.Scheduler;
import cuesta.api.http.HttpReply;
import cuesta.contracts.Await;
import cuesta.contracts.framework.FrameworkContract;
import cuesta.contracts.framework.fakes.FakeCall;

class CronContractTest extends FrameworkContract {
  private static final String JOB =
      "{\"schedule\":\"@yearly\",\"command\":[\"true\"],\"cpus\":\"0.5\",\"mem\":64}";

  @Override
  protected FrameworkPlugin plugin() {
    return new CronPlugin();
  }

  @Override
  protected void provoke(Scheduler scheduler) throws Exception {
    Await.until(
        "it is ready",
        () -> handle(scheduler, FakeCall.get("jobs")).status() == 200,
        () -> "nothing");
    HttpReply added = handle(scheduler, FakeCall.post(JOB, "jobs", "yearly"));
    assertEquals(201, added.status());
    HttpReply begun = handle(scheduler, FakeCall.post("", "jobs", "yearly", "run"));
    assertEquals(201, begun.status());
  }

  private static HttpReply handle(Scheduler scheduler, FakeCall call) throws Exception {
    return scheduler.endpoint().orElseThrow().handle(call);
  }
}
