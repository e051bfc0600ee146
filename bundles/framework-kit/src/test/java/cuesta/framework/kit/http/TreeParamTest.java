package cuesta.framework.kit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.blob.Blob;
import cuesta.api.http.HttpReply;
import cuesta.contracts.framework.fakes.FakeCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories, and what only the command line does. */
class TreeParamTest {
  private static final String HASH = "ab".repeat(32);
  private static final String GIT = "\"git\":{\"name\":\"p\",\"sha\":\"5ha\"}";

  private final List<SourceTree> seen = new ArrayList<>();
  private final Router router =
      new Router(
          "ci",
          "",
          List.of(
              Route.post("pipelines", this::run)
                  .takes(
                      Param.tree("dir", "a directory", new Param.Tree("untracked", "ref")),
                      Param.toggle("untracked", "more").here(),
                      Param.flag("ref", "REF", "less").must().here(),
                      Param.toggle("detach", "do not wait").here())
                  .command(
                      "run",
                      "runs it",
                      Show.line("pipeline {id}")
                          .following(
                              new Show.Follow(
                                  "pipelines/{id}/follow", "pipelines/{id}", "detach", "bye"))),
              Route.put("pipelines", this::run)
                  .takes(
                      Param.tree("dir", "", new Param.Tree("", "")).asFlag().must(),
                      Param.flag("branch", "B", "").here(),
                      Param.flag("every", "T", "").here())
                  .command("watch it", "", Show.line("pipeline {id}"))
                  .watching(new Route.Watch("dir", "branch", "every")),
              Route.get("logs", call -> HttpReply.json(200, ""))
                  .command("logs", "", Show.bytes().resuming("offset")),
              Route.get("artifacts", call -> HttpReply.json(200, ""))
                  .command("artifacts get", "", Show.unpack("into"))));

  private HttpReply run(Call call) {
    call.input().tree("dir").ifPresent(seen::add);
    return HttpReply.json(200, "{}");
  }

  private String refused(String body) throws Exception {
    HttpReply reply = router.handle(FakeCall.post(body, "pipelines"));
    String text = new String(reply.body().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(400, reply.status(), text);
    return text;
  }

  @Test
  void aTreeIsReadWithAllThatGitSays() throws Exception {
    String body =
        "{\"dir\":{\"hash\":\""
            + HASH
            + "\",\"bytes\":12,\"files\":3,\"later\":{\"x\":[]},\"git\":{\"name\":\"p\",\"branch\":\"main\",\"tag\":\"v1\",\"sha\":\"s\",\"before\":\"b\",\"message\":\"m\\n"
            + "n\",\"author\":\"a\","
            + "\"time\":\"t\",\"remote\":\"r\",\"default_branch\":\"d\",\"changed\":[\"x\",\"y\"],"
            + "\"dirty\":2,\"later\":[1]}}}";
    assertEquals(200, router.handle(FakeCall.post(body, "pipelines")).status());
    assertEquals(
        new SourceTree(
            new Blob(HASH, 12),
            3,
            new SourceTree.Git(
                "p",
                "main",
                "v1",
                "s",
                "b",
                "m\nn",
                "a",
                "t",
                "r",
                "d",
                Optional.of(List.of("x", "y")),
                2)),
        seen.getFirst());
  }

  @Test
  void whatIsNotSaidIsEmpty() throws Exception {
    String body = "{\"dir\":{\"hash\":\"" + HASH + "\",\"bytes\":1,\"files\":1," + GIT + "}}";
    assertEquals(200, router.handle(FakeCall.post(body, "pipelines")).status());
    assertEquals(Optional.empty(), seen.getFirst().git().changed());
    assertEquals("", seen.getFirst().git().branch());
    assertEquals(200, router.handle(FakeCall.post("{}", "pipelines")).status(), "not required");
    assertEquals(1, seen.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"dir\":\".\" | \"subject\":\"dir\"",
        "\"dir\":{} | dir.hash",
        "\"dir\":{\"hash\":\"x\",\"bytes\":1,\"files\":1,GIT} | dir.hash",
        "\"dir\":{\"hash\":\"HASH\",\"files\":1,GIT} | dir.bytes",
        "\"dir\":{\"hash\":\"HASH\",\"bytes\":-1,\"files\":1,GIT} | dir.bytes",
        "\"dir\":{\"hash\":\"HASH\",\"bytes\":1,GIT} | dir.files",
        "\"dir\":{\"hash\":\"HASH\",\"bytes\":1,\"files\":1} | dir.git",
        "\"dir\":{\"hash\":\"HASH\",\"bytes\":1,\"files\":1,\"git\":{\"name\":\"p\"}} |"
            + " dir.git.sha",
        "\"dir\":{\"hash\":\"HASH\",\"bytes\":1,\"files\":1,\"git\":{\"changed\":\"x\"}} |"
            + " dir.git.changed",
        "\"detach\":true | no such field",
        "\"detahc\":true | known are dir"
      })
  void whatIsWrongIsNamed(String members, String named) throws Exception {
    String body = "{" + members.replace("HASH", HASH).replace("GIT", GIT) + "}";
    String refusal = refused(body);
    assertTrue(refusal.contains(named.strip()), refusal);
  }

  @Test
  void theCommandLineIsToldOfAllOfIt() throws Exception {
    HttpReply reply = router.handle(FakeCall.get("cli"));
    String all = new String(reply.body().readAllBytes(), StandardCharsets.UTF_8);
    for (String part :
        List.of(
            "\"arguments\":[{\"name\":\"dir\",\"about\":\"a directory\",\"required\":false,"
                + "\"tree\":{\"untracked\":\"untracked\",\"ref\":\"ref\"}}]",
            "{\"name\":\"untracked\",\"about\":\"more\",\"local\":true}",
            "\"follow\":{\"path\":\"pipelines/{id}/follow\",\"end\":\"pipelines/{id}\","
                + "\"unless\":\"detach\",\"leaving\":\"bye\"}",
            "{\"name\":\"dir\",\"value\":\"DIR\",\"about\":\"\",\"required\":true,\"tree\":{},"
                + "\"default\":\".\"}",
            "\"watch\":{\"tree\":\"dir\",\"branch\":\"branch\",\"every\":\"every\"}",
            "\"name\":\"watch it\"",
            "\"show\":{\"stream\":true,\"resume\":\"offset\"}",
            "\"show\":{\"unpack\":\"into\"}")) {
      assertTrue(all.contains(part), () -> part + " is not in " + all);
    }
  }
}
