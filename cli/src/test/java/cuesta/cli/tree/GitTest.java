package cuesta.cli.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What git is told. */
class GitTest {
  @Test
  void whatAHookOfAnotherRepositoryHasSetIsNotHandedOn() {
    Map<String, String> variables =
        new TreeMap<>(
            Map.of("GIT_DIR", ".git", "GIT_INDEX_FILE", ".git/index", "HOME", "/h", "LC_ALL", "x"));
    new Git(Path.of("."), Map.of()).complete(variables);
    assertEquals(Map.of("HOME", "/h", "LC_ALL", "C", "GIT_OPTIONAL_LOCKS", "0"), variables);
    new Git(Path.of("."), Map.of()).withIndex(Path.of("own")).complete(variables);
    assertEquals("own", variables.get("GIT_INDEX_FILE"));
  }
}
