package cuesta.framework.ci.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotenvTest {
  @Test
  void readsNamesAndValues() throws Exception {
    assertEquals(
        Map.of("A", "1", "B_2", "x = y", "C", "in quotes", "D", "'", "E", ""),
        Dotenv.read("build.env", "A=1\nB_2=x = y\nC=\"in quotes\"\nD='\nE=\n\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A=1\n\nB=2", "# comment", "1A=2", "A-B=1", "=1", "A"})
  void refusesOtherLines(String text) {
    IOException e = assertThrows(IOException.class, () -> Dotenv.read("build.env", text));
    assertTrue(e.getMessage().startsWith("build.env line "), e.getMessage());
  }

  @Test
  void emptyIsNothing() throws Exception {
    assertEquals(Map.of(), Dotenv.read("f", "\n"));
    assertEquals(Map.of(), Dotenv.read("f", ""));
  }

  /** GitLab refuses the whole report, and the job fails. */
  @ParameterizedTest
  @ValueSource(strings = {"# only this", "A=1\n# B=2"})
  void commentsAreRefusedAndCalledSo(String text) {
    IOException e = assertThrows(IOException.class, () -> Dotenv.read("build.env", text));
    assertTrue(e.getMessage().endsWith(" is a comment; none are taken"), e.getMessage());
  }
}
