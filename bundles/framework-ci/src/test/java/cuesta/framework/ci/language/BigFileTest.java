package cuesta.framework.ci.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.contracts.ci.BigFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class BigFileTest {
  @Test
  void twoThousandLinesCompile() {
    String text = BigFile.text();
    assertTrue(text.lines().count() >= 1_980, text.lines().count() + " lines");
    Project project = Project.of(text);
    assertEquals(List.of(), project.compiled().remarks());
    assertEquals(165, project.pipeline().jobs().size());
    assertEquals(project.compiled(), project.compiled(), "the same twice");
  }
}
