package cuesta.framework.ci.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.framework.ci.engine.CiLimits;
import cuesta.framework.kit.Weight;
import cuesta.framework.kit.http.SourceTree;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredefinedTest {
  static SourceTree.Git git(String branch, String tag, String remote) {
    return new SourceTree.Git(
        "dir",
        branch,
        tag,
        "0123456789abcdef",
        "",
        "Title\n\nbody\nmore\n",
        "A <a@b>",
        "2026-01-02T03:04:05Z",
        remote,
        "main",
        Optional.empty(),
        0);
  }

  static SourceTree.Git saying(String message) {
    SourceTree.Git g = git("main", "", "");
    return new SourceTree.Git(
        g.name(),
        g.branch(),
        g.tag(),
        g.sha(),
        g.before(),
        message,
        g.author(),
        g.time(),
        g.remote(),
        g.defaultBranch(),
        g.changed(),
        g.dirty());
  }

  private static Map<String, String> all(SourceTree.Git git) {
    TreeMap<String, String> texts = new TreeMap<>();
    Predefined.of(git, "ci.yml", "push", "me").forEach((name, v) -> texts.put(name, v.text()));
    return texts;
  }

  @Test
  void ofABranch() {
    Map<String, String> all = all(git("Feature/X_1", "", "https://h.example/g/sub/p.git"));
    assertEquals("Feature/X_1", all.get("CI_COMMIT_BRANCH"));
    assertNull(all.get("CI_COMMIT_TAG"));
    assertEquals("feature-x-1", all.get("CI_COMMIT_REF_SLUG"));
    assertEquals("01234567", all.get("CI_COMMIT_SHORT_SHA"));
    assertEquals("Title", all.get("CI_COMMIT_TITLE"));
    assertEquals("body\nmore", all.get("CI_COMMIT_DESCRIPTION"));
    assertEquals("g/sub", all.get("CI_PROJECT_NAMESPACE"));
    assertEquals("g", all.get("CI_PROJECT_ROOT_NAMESPACE"));
    assertEquals("p", all.get("CI_PROJECT_NAME"));
    assertEquals("0".repeat(40), all.get("CI_COMMIT_BEFORE_SHA"));
  }

  @Test
  void ofATag() {
    Map<String, String> all = all(git("", "v1.0", ""));
    assertEquals("v1.0", all.get("CI_COMMIT_TAG"));
    assertNull(all.get("CI_COMMIT_BRANCH"));
    assertEquals("v1.0", all.get("CI_COMMIT_REF_NAME"));
  }

  @ParameterizedTest
  @CsvSource({"x, 1", "é, 6", "🚀, 12"})
  void aLongMessageIsCut(String sign, int weight) {
    Map<String, String> all = all(saying("T\n\n" + sign.repeat(200_000)));
    assertEquals("true", all.get("CI_COMMIT_MESSAGE_IS_TRUNCATED"));
    String description = all.get("CI_COMMIT_DESCRIPTION");
    assertEquals("T\n\n" + description, all.get("CI_COMMIT_MESSAGE"));
    assertEquals(sign.repeat(description.length() / sign.length()), description);
    assertTrue(Weight.of(all.get("CI_COMMIT_MESSAGE")) > CiLimits.MESSAGE - weight);
    assertEquals("T", all.get("CI_COMMIT_TITLE"));
    assertEquals("false", all(saying("T\n")).get("CI_COMMIT_MESSAGE_IS_TRUNCATED"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://h.example/g/p.git, g/p",
    "git@h.example:g/p.git, g/p",
    "ssh://git@h.example:22/g/p, g/p",
    "/srv/git/p.git, dir",
    "file:///srv/p.git, dir",
    "'', dir",
  })
  void theProjectIsCalledByWhereItCameFrom(String remote, String project) {
    assertEquals(project, Predefined.project(git("main", "", remote)));
  }
}
