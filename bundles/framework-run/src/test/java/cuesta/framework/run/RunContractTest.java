package cuesta.framework.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.framework.FrameworkPlugin;
import cuesta.api.framework.Scheduler;
import cuesta.api.http.HttpReply;
import cuesta.contracts.Await;
import cuesta.contracts.framework.FrameworkContract;
import cuesta.contracts.framework.fakes.FakeCall;

class RunContractTest extends FrameworkContract {
  @Override
  protected FrameworkPlugin plugin() {
    return new RunPlugin();
  }

  @Override
  protected void provoke(Scheduler scheduler) throws Exception {
    Await.until("it is ready", () -> status(scheduler) == 200, () -> "nothing");
    HttpReply reply =
        scheduler
            .endpoint()
            .orElseThrow()
            .handle(FakeCall.post("{\"command\":[\"true\"],\"cpus\":\"0.5\",\"mem\":64}"));
    assertEquals(201, reply.status());
  }

  private static int status(Scheduler scheduler) throws Exception {
    return scheduler.endpoint().orElseThrow().handle(FakeCall.get()).status();
  }
}
