package cuesta.launcher.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QuoteTest {
  @Property(tries = 60)
  void theShellReadsBackWhatWasQuoted(@ForAll("texts") List<String> texts) throws IOException {
    // The '.' guards trailing line breaks; the script comes as a file would, not as an argument.
    Process shell = new ProcessBuilder("/bin/sh", "-s").start();
    try (var script = shell.getOutputStream()) {
      script.write(
          ("printf '%s\\0' " + Quote.words(texts) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(String.join("\0", texts) + "\0", read);
  }

  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> nasty =
        Arbitraries.strings().withChars("'\"\\$`!*?~#&|;<>(){}[] \t\n\r-=%a").ofMaxLength(30);
    Arbitrary<String> any =
        Arbitraries.strings()
            .all()
            .ofMaxLength(30)
            .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
            .map(text -> text.replace("\0", ""));
    return Arbitraries.oneOf(nasty, any).list().ofMinSize(1).ofMaxSize(40);
  }

  @Example
  void textThatNoProgramCanBeGivenIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Quote.word("a\0b"));
  }
}
