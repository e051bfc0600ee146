package cuesta.launcher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "zk://h1:2181/cuesta",
        "zk://[::1]:2181/cuesta",
        "zk://h1:1,h2:2,h3:3/a/b",
        "zk://me:p/w@d@h1:2181/cuesta"
      })
  void right(String text) {
    assertDoesNotThrow(() -> Ensemble.check("--zk", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zk://h1:2181",
        "zk://h1:2181/",
        "zk://h1/cuesta",
        "zk://h1:2181,/cuesta",
        "zk://me:secret@/cuesta",
        "zk://",
        "h1:2181/cuesta",
        "zk"
      })
  void wrong(String text) {
    String said = assertThrows(IOException.class, () -> Ensemble.check("--zk", text)).getMessage();
    assertTrue(said.startsWith("--zk "), said);
    assertFalse(said.contains("secret"), said);
  }
}
