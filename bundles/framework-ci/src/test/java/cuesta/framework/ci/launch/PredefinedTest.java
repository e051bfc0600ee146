package cuesta.framework.ci.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cuesta.api.blob.Blob;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredefinedTest {
  static Checkout checkout(String branch, String tag, String remote) {
    return new Checkout(
        new Blob("0".repeat(64), 1),
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

  @Test
  void ofABranch() {
    SortedMap<String, String> all =
        Predefined.of(
            checkout("Feature/X_1", "", "https://h.example/g/sub/p.git"), "ci.yml", "push", "me");
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
    SortedMap<String, String> all =
        Predefined.of(checkout("main", "v1.0", ""), "ci.yml", "push", "me");
    assertEquals("v1.0", all.get("CI_COMMIT_TAG"));
    assertNull(all.get("CI_COMMIT_BRANCH"));
    assertEquals("v1.0", all.get("CI_COMMIT_REF_NAME"));
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
    assertEquals(project, checkout("main", "", remote).project());
  }
}
