package cuesta.framework.kit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.http.HttpReply;
import cuesta.contracts.framework.fakes.FakeCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Declared once: what a call may bring, what it is refused for, and what the command line is told.
 */
class RouterTest {
  private static final Show ADDED = Show.line("added {name}").exiting("code");

  private final Router router =
      new Router(
          "cron",
          "runs commands on a schedule",
          List.of(
              Route.post("jobs", RouterTest::echo)
                  .takes(
                      Param.argument("name", "the job's name"),
                      Param.rest("command", "what to run"),
                      Param.flag("schedule", "S", "when").must(),
                      Param.map("env", "a variable"),
                      Param.list("tag", "TAG", "a tag"),
                      Param.file("script", "a script"),
                      Param.flag("overlap", "P", "or not")
                          .oneOf("allow", "forbid")
                          .usually("forbid"),
                      Param.toggle("detach", "do not wait").letter("d"),
                      Param.flag("since", "T", "for programs").hidden())
                  .command("add", "adds a job", ADDED),
              Route.get("jobs", RouterTest::echo)
                  .takes(
                      Param.flag("limit", "N", "at most"),
                      Param.map("env", ""),
                      Param.toggle("all", ""))
                  .command(
                      "list",
                      "lists jobs",
                      Show.rows(
                          "jobs",
                          Show.Column.of("NAME", "name"),
                          new Show.Column("NEXT", "next", "time"))),
              Route.get("jobs/{name}", call -> reply("one " + call.need("name"))),
              Route.get("jobs/all", call -> reply("all")),
              Route.delete("jobs/{name}", RouterTest::refuse)
                  .command("delete", "forgets a job", Show.all())));

  private static HttpReply reply(String text) {
    return HttpReply.json(200, text);
  }

  private static HttpReply echo(Call call) {
    Input in = call.input();
    return reply(
        call.http().method().equals("GET") && in.has("all")
            ? in.flag("all") + " " + in.map("env") + " " + in.number("limit", 7, 1, 9)
            : call.http().method());
  }

  private static HttpReply refuse(Call call) {
    String code = call.need("name");
    throw new Refused(Reason.of(code, "s", "d", "h"));
  }

  private String answer(int status, FakeCall call) throws Exception {
    HttpReply reply = router.handle(call);
    String text = new String(reply.body().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(status, reply.status(), text);
    return text;
  }

  private void refused(FakeCall call, String subject, String hint) throws Exception {
    String text = answer(400, call);
    assertTrue(text.contains("\"subject\":\"" + subject + "\""), text);
    assertTrue(text.contains(hint), text);
  }

  @Test
  void theMostLiteralPathCounts() throws Exception {
    assertEquals("all", answer(200, FakeCall.get("jobs", "all")));
    assertEquals("one a b", answer(200, FakeCall.get("jobs", "a b")));
    assertTrue(answer(404, FakeCall.get("job")).contains("GET /cron/jobs/{name}"));
    assertTrue(answer(405, FakeCall.of("PUT", "", "jobs", "x")).contains("DELETE, GET"));
    assertEquals(
        "DELETE, GET", router.handle(FakeCall.of("PUT", "", "jobs", "x")).headers().get("Allow"));
  }

  @Test
  void queriesAreTypedAndCheckedAgainstTheDeclaration() throws Exception {
    FakeCall call = FakeCall.get("jobs").with("all", "").with("env", "A=1").with("env", "B=x=y");
    assertEquals("true {A=1, B=x=y} 7", answer(200, call));
    refused(call.with("limit", "10"), "limit", "1 to 9");
    refused(call.with("limit", "x"), "limit", "1 to 9");
    refused(FakeCall.get("jobs").with("limits", 1), "limits", "did you mean limit?");
    refused(FakeCall.get("jobs").with("env", "A"), "env", "not K=V");
    refused(FakeCall.get("jobs").with("all", "maybe"), "all", "neither true nor false");
    refused(FakeCall.get("jobs", "x").with("name", "y"), "name", "none are taken");
  }

  @Test
  void bodiesAreCheckedAgainstTheDeclaration() throws Exception {
    String job = "\"name\":\"n\",\"command\":[\"a\"],\"schedule\":5";
    answer(200, FakeCall.post("{" + job + ",\"env\":{\"A\":\"b\"},\"detach\":true}", "jobs"));
    refused(FakeCall.post("{\"name\":\"n\"}", "jobs"), "command", "what to run");
    refused(FakeCall.post("", "jobs"), "name", "it is missing");
    refused(FakeCall.post("{" + job + ",\"overlap\":\"forbit\"}", "jobs"), "overlap", "forbid?");
    refused(FakeCall.post("{" + job + ",\"overlap\":\"zzzzzz\"}", "jobs"), "overlap", "allow, f");
    refused(FakeCall.post("{" + job + ",\"shedule\":\"\"}", "jobs"), "shedule", "schedule?");
    refused(FakeCall.post("{" + job + ",\"tag\":\"x\"}", "jobs"), "tag", "not a list");
    refused(FakeCall.post("{" + job + ",\"env\":{\"A\":[]}}", "jobs"), "env.A", "not a text");
    refused(FakeCall.post("{" + job + ",\"script\":null}", "jobs"), "script", "not a text");
    refused(FakeCall.post("{" + job + "}", "jobs").with("x", 1), "x", "into the body");
    refused(FakeCall.post("{" + job, "jobs"), "body", "line 1");
  }

  @Test
  void refusalsHaveTheStatusOfTheirCode() throws Exception {
    answer(404, FakeCall.of("DELETE", "", "jobs", Reasons.UNKNOWN));
    answer(500, FakeCall.of("DELETE", "", "jobs", Reasons.INTERNAL));
    answer(409, FakeCall.of("DELETE", "", "jobs", "SOMETHING_ELSE"));
    HttpReply reply = router.handle(FakeCall.of("DELETE", "", "jobs", Reasons.NOT_LEADER));
    assertEquals(503, reply.status());
    assertEquals("0", reply.headers().get("Retry-After"));
  }

  @Test
  void theCommandLineIsToldOfTheSameDeclarations() throws Exception {
    assertEquals(
        "{\"about\":\"runs commands on a schedule\",\"commands\":[{\"name\":\"add\","
            + "\"about\":\"adds a job\",\"arguments\":[{\"name\":\"name\",\"about\":\"the job's"
            + " name\",\"required\":true}],\"rest\":{\"name\":\"command\",\"about\":\"what to"
            + " run\",\"required\":true},\"flags\":[{\"name\":\"schedule\",\"value\":\"S\","
            + "\"about\":\"when\",\"required\":true},{\"name\":\"env\",\"value\":\"K=V\","
            + "\"about\":\"a variable\",\"map\":true},{\"name\":\"tag\",\"value\":\"TAG\","
            + "\"about\":\"a tag\",\"repeat\":true},{\"name\":\"script\",\"value\":\"FILE\","
            + "\"about\":\"a script\",\"file\":true},{\"name\":\"overlap\",\"value\":\"P\","
            + "\"about\":\"or not\",\"values\":[\"allow\",\"forbid\"],\"default\":\"forbid\"},"
            + "{\"name\":\"detach\",\"short\":\"d\",\"about\":\"do not wait\"}],"
            + "\"method\":\"POST\",\"path\":\"jobs\",\"show\":{\"line\":\"added {name}\","
            + "\"exit\":\"code\"}}",
        answer(200, FakeCall.get("cli")).split(",\\{\"name\":\"list\"")[0]);
    String all = answer(200, FakeCall.get("cli"));
    assertTrue(
        all.contains(
            "\"show\":{\"rows\":\"jobs\",\"columns\":[{\"title\":\"NAME\",\"key\":\"name\","
                + "\"format\":\"text\"},{\"title\":\"NEXT\",\"key\":\"next\",\"format\":\"time\"}]}"),
        all);
    assertTrue(
        all.contains(
            "{\"name\":\"delete\",\"about\":\"forgets a job\",\"arguments\":[{\"name\":\"name\","
                + "\"about\":\"\",\"required\":true}],\"flags\":[],\"method\":\"DELETE\","
                + "\"path\":\"jobs/{name}\",\"show\":{\"fields\":true}}"),
        all);
  }

  @Test
  void wrongDeclarationsAreFoundAtOnce() throws Exception {
    Param twice = Param.flag("a", "", "");
    Route route = Route.get("x", RouterTest::echo);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Router("p", "", List.of(route.takes(twice, twice))));
    Route command = route.command("c", "", Show.all());
    assertThrows(
        IllegalArgumentException.class, () -> new Router("p", "", List.of(command, command)));
    assertThrows(IllegalArgumentException.class, () -> Param.flag("A b", "", ""));
    Route asks = Route.get("y", call -> reply(call.need("undeclared")));
    Router bad = new Router("p", "", List.of(asks));
    assertThrows(IllegalStateException.class, () -> bad.handle(FakeCall.get("y")));
  }

  @Test
  void durationsAreReadAndWrittenAlike() {
    for (String text : List.of("500ms", "3s", "2m", "1h", "7d", "0s", "90s", "26h")) {
      Duration duration = Durations.parse("f", text, Duration.ofDays(30));
      assertEquals(text, Durations.text(duration));
    }
    assertEquals(Duration.ofSeconds(5), Durations.parse("f", " 5 ", Duration.ofDays(1)));
    for (String text : List.of("", "x", "-1s", "1w", "1.5h", "2d")) {
      Refused refused =
          assertThrows(Refused.class, () -> Durations.parse("f", text, Duration.ofDays(1)));
      assertEquals("f", refused.reason().subject());
    }
  }
}
