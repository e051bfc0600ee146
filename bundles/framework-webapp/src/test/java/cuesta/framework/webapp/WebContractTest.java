package cuesta.framework.webapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.framework.FrameworkPlugin;
import cuesta.api.framework.Scheduler;
import cuesta.api.http.HttpReply;
import cuesta.contracts.Await;
import cuesta.contracts.framework.FrameworkContract;
import cuesta.contracts.framework.fakes.FakeCall;

class WebContractTest extends FrameworkContract {
  private static final String APP =
      "{\"command\":[\"serve\"],\"cpus\":\"0.5\",\"mem\":64,\"ready\":\"none\",\"ports\":0}";

  @Override
  protected FrameworkPlugin plugin() {
    return new WebPlugin();
  }

  @Override
  protected void provoke(Scheduler scheduler) throws Exception {
    Await.until(
        "it is ready",
        () -> handle(scheduler, FakeCall.get("apps")).status() == 200,
        () -> "nothing");
    HttpReply added = handle(scheduler, FakeCall.post(APP, "apps", "web"));
    assertEquals(201, added.status());
  }

  private static HttpReply handle(Scheduler scheduler, FakeCall call) throws Exception {
    return scheduler.endpoint().orElseThrow().handle(call);
  }
}
