package cuesta.framework.webapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.Refused;
import cuesta.api.framework.Check;
import cuesta.api.framework.Probe;
import cuesta.framework.kit.http.Input;
import cuesta.framework.webapp.engine.Spec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppFileTest {
  private static final String ALL =
      """
      name: shop
      instances: 4
      command: [node, server.js, "--verbose"]
      cpus: 0.5
      mem: 256
      disk: 10
      ports: 2
      env:
        MODE: production
        LEVEL: 3
      user: www
      health: {http: /alive, interval: 5s, timeout: 1s, grace: 1m, failures: 5}
      ready:
        http: 8080/ready
        interval: 500ms
      update: {min-healthy: 50, surge: 2, deadline: 90s, rollback: false}
      placement:
        constraints: [rack!=r9, zone~eu-.*]
        spread: rack
        most: 2
      routes: {hosts: [Shop.Example.org], paths: [/shop]}
      drain: 30s
      grace: 5s
      """;

  private static Spec spec(String yaml) {
    AppFile.Read file = AppFile.read(yaml);
    try {
      return AppParams.spec(file.input(), "me");
    } catch (Refused refused) {
      throw file.located(refused);
    }
  }

  @Test
  void readsAllThereIs() {
    AppFile.Read file = AppFile.read(ALL);
    assertEquals("shop", file.name());
    assertEquals(4, AppParams.instances(file.input()).orElseThrow());
    Spec spec = spec(ALL);
    assertEquals(List.of("node", "server.js", "--verbose"), spec.command());
    assertEquals(500, spec.cpus());
    assertEquals(256_000, spec.mem());
    assertEquals(10_000, spec.disk());
    assertEquals(2, spec.ports());
    assertEquals(Map.of("MODE", "production", "LEVEL", "3"), spec.environment());
    assertEquals("www", spec.user());
    assertEquals(
        Optional.of(
            new Check(
                Probe.http(0, "/alive"),
                Duration.ZERO,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                5)),
        spec.health());
    assertEquals(Probe.http(8080, "/ready"), spec.readiness().orElseThrow().probe());
    assertEquals(Duration.ofMillis(500), spec.readiness().get().interval());
    assertEquals(new Spec.Update(50, 2, Duration.ofSeconds(90), false), spec.update());
    assertEquals(
        new Spec.Placement(List.of("rack!=r9", "zone~eu-.*"), "rack", 2), spec.placement());
    assertEquals(new Spec.Web(List.of("shop.example.org"), List.of("/shop/")), spec.web());
    assertEquals(Duration.ofSeconds(30), spec.drain());
    assertEquals(Duration.ofSeconds(5), spec.grace());
  }

  @Test
  void saysTheSameAsFlags() {
    Input flags =
        Input.of(
            AppParams.ALL,
            Map.of(
                "command",
                List.of("serve $PORT"),
                "shell",
                true,
                "health",
                "http:/",
                "surge",
                "2",
                "no-rollback",
                true));
    String yaml =
        """
        name: web
        command: serve $PORT
        health: {http: /}
        update: {surge: 2, rollback: false}
        """;
    assertEquals(AppParams.spec(flags, "me"), spec(yaml));
  }

  @Test
  void whatIsNotSaidIsUsual() {
    Spec spec = spec("name: web\ncommand: serve\n");
    assertTrue(spec.shell());
    assertEquals(100, spec.cpus());
    assertEquals(128_000, spec.mem());
    assertEquals(1, spec.ports());
    assertEquals(Optional.empty(), spec.health());
    assertEquals(Probe.tcp(0), spec.readiness().orElseThrow().probe());
    assertTrue(spec.update().rollback());
    assertEquals(Optional.empty(), spec("name: web\ncommand: serve\nports: 0\n").readiness());
    assertEquals(Optional.empty(), spec("name: web\ncommand: serve\nready: none\n").readiness());
    assertEquals(
        Probe.http(0, "/up"),
        spec("name: web\ncommand: serve\nhealth: 'http:/up'\n").readiness().get().probe());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "name: web\\ncomand: x | comand | line 2 | did you mean command?",
        "name: web\\nhealth: {htp: /} | health.htp | line 2 | did you mean http?",
        "name: web\\nupdate:\\n  surg: 1 | update.surg | line 3 | did you mean surge?",
        "name: web\\nplacement: {spred: x} | placement.spred | line 2 | did you mean spread?",
        "name: web\\ncommand: x\\nmem: much | mem | line 3 | ",
        "name: web\\ncommand: x\\nhealth: {http: nopath} | health.http | line 3 | write http:/path",
        "name: web\\ncommand: x\\nhealth:\\n  http: /\\n  interval: 1 | |  | ",
        "name: web\\ncommand: x\\nhealth:\\n  http: /\\n  interval: soon"
            + " | health.interval | line 5 | write 500ms",
        "name: web\\n"
            + "command: x\\n"
            + "update: {min-healthy: 101} | update.min-healthy | line 3 | 0 to 100",
        "name: web\\n"
            + "command: x\\n"
            + "placement: {constraints: ['rack']} | placement.constraints | line 3 | ",
        "name: web\\ncommand: x\\nroutes: {hosts: [a b]} | routes.hosts | line 3 | for example",
        "name: web\\ncommand: {a: b} | command | line 2 | for example [a, b]",
        "name: web\\ncommand: x\\nenv: [a] | env | line 3 | write KEY: VALUE",
        "name: web\\ncommand: x\\nenv: {A: [1]} | env | line 3 | ",
        "name: web\\ncommand: x\\nenv: {PORT: 80} | env | line 3 | leave it out",
        "name: web\\ncommand: x\\nports: 0\\nenv: {PORT: 80} | | | ",
        "name: web\\ncommand: x\\nupdate: {rollback: maybe} | update.rollback | line 3 | ",
        "name: web\\ncommand: [x | file | line 2 | it must be YAML",
        "name: web\\nname: web | name | line 2 | leave one out",
        "- a | file | line 1 | write KEY: VALUE",
        "name: web\\n"
            + "command: x\\n"
            + "health: {http: /, tcp: true} | health.tcp | line 3 | leave one out",
        "name: web\\ncommand: x\\nhealth: {interval: 5s} | health.interval | line 3 | http:/path",
        "name: web\\n"
            + "command: x\\n"
            + "ready: none\\n"
            + "health: {http: /, grace: 1s} | |  | ",
        "name: web\\n"
            + "command: x\\n"
            + "ports: 0\\n"
            + "ready: {failures: 5} | ready.failures | line 4 | check",
        "name: web\\ncommand: x\\nenv: {A: 1, A: 2} | env | line 3 | leave one out",
        "name: web\\ncommand: x\\nenv: {A: } | env | line 3 | leave it out",
        "name: web\\ncommand: x\\nenv: {A: ''} | |  | ",
        "name: web\\ncommand: x\\ncpus: | cpus | line 3 | leave it out",
        "name: web\\ncommand: | command | line 2 | leave it out",
        "name: web\\nhealth: null | health | line 2 | leave it out",
        "name: web\\ncommand: x\\nupdate.surge: 3 | update.surge | line 3 | known are",
        "name: web\\ncommand: x\\nhealth: {tcp: , failures: 5} | |  | ",
        "name: web\\nshell: true\\ncommand: x y | |  | ",
        "name: web\\ncommand: x y\\nshell: false | shell | line 3 | as a list",
        "name: web\\nshell: false\\ncommand: x y | shell | line 2 | as a list",
        "name: web\\nshell: true\\ncommand: [x, y] | command | line 3 | quotes",
        "name: web\\ncommand: x\\n---\\nname: other | file | line 3 | one application",
        "name: web\\ncommand: x\\nupdate: {deadline: 0s} | update.deadline | line 3 | at least 1s",
        "name: web\\ncommand: x\\nupdate: {surge: 50%, min-healthy: 50%} | |  | ",
        "name: web\\ncommand: x\\nupdate: {surge: 2000%} | update.surge | line 3 | 0 to 1000",
        "name: web\\ncommand: x\\nupdate: {surge: half} | update.surge | line 3 | 0 to 2000",
      })
  void refusesWithLineAndWayOut(String yaml, String subject, String line, String hint) {
    String text = yaml.replace("\\n", "\n");
    if (subject == null) {
      spec(text);
      return;
    }
    Reason why = assertThrows(Refused.class, () -> spec(text)).reason();
    assertEquals("INVALID", why.code());
    assertEquals(subject, why.subject(), why::toString);
    assertTrue(why.detail().startsWith(line + ":"), why::toString);
    assertTrue(hint == null || why.hint().contains(hint), why::toString);
  }

  @Test
  void anUpdateTakesSharesAndNumbers() {
    String yaml = "name: web\ncommand: x\nupdate: {surge: %s, min-healthy: 50%%}\n";
    assertEquals(50, spec(yaml.formatted("3")).update().minHealthy());
    assertEquals(3, spec(yaml.formatted("3")).update().more(10));
    assertEquals("3", spec(yaml.formatted("3")).update().surgeText());
    assertEquals(2, spec(yaml.formatted("15%")).update().more(10));
    assertEquals("15%", spec(yaml.formatted("15%")).update().surgeText());
    assertEquals(30, spec(yaml.formatted("300%")).update().more(10));
    assertEquals(0, spec(yaml.formatted("0%")).update().more(10));
    assertEquals(Spec.Update.QUARTER, spec(yaml.formatted("25%")).update().surge());
    assertEquals("25%", spec("name: web\ncommand: x\n").update().surgeText());
    assertEquals(1, spec("name: web\ncommand: x\n").update().more(1));
  }

  @Test
  void refusesWhatIsNestedWithoutEnd() {
    String deep = "name: web\nenv: " + "[".repeat(100_000);
    Reason why = assertThrows(Refused.class, () -> AppFile.read(deep)).reason();
    assertEquals("file", why.subject());
    assertTrue(why.detail().contains("nested too deeply"), why::toString);
  }

  @Test
  void refusesWhatHasNoNameOrIsNothing() {
    assertEquals(
        "name",
        assertThrows(Refused.class, () -> AppFile.read("command: x").name()).reason().subject());
    assertEquals("file", assertThrows(Refused.class, () -> AppFile.read("")).reason().subject());
    for (String bad : List.of("Web", "-a", "a_b", "a.b", "", "a".repeat(64))) {
      assertThrows(Refused.class, () -> AppParams.name(bad), bad);
    }
    assertEquals("a-1", AppParams.name("a-1"));
  }
}
