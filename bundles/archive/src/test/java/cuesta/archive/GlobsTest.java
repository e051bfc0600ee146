package cuesta.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobsTest {
  private static Globs globs(String... include) {
    return new Globs(Arrays.asList(include), List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          a.txt;          a.txt;            true
          *.txt;          a.txt;            true
          *.txt;          .txt;             true
          *.txt;          d/a.txt;          false
          **/*.txt;       a.txt;            true
          **/*.txt;       d/e/a.txt;        true
          d/**/a;         d/a;              true
          d/**/a;         d/e/f/a;          true
          d/**/a;         de/a;             false
          d/**;           d/e/f;            true
          **/x/**/y;      x/y;              true
          **/x/**/y;      a/x/b/c/y;        true
          **/x/**/y;      a/xx/y;           false
          target;         target/a/b.jar;   true
          target/;        target/a/b.jar;   true
          ./target/;      target/a/b.jar;   true
          */target;       m/target/a;       true
          */target;       target/a;         false
          a?c;            abc;              true
          a?c;            a/c;              false
          [a-c]x;         bx;               true
          [!a-c]x;        bx;               false
          [^a-c]x;        dx;               true
          []x]y;          ]y;               true
          {a,b}.txt;      b.txt;            true
          {a,b{c,d}}.txt; bd.txt;           true
          {a,b{c,d}}.txt; b.txt;            false
          {,x/}y;         y;                true
          {,x/}y;         x/y;              true
          '\\*';           *;                true
          '\\*';           a;                false
          '\\{a,b}';       '{a,b}';          true
          .;              any/thing;        true
          ä?;             äö;               true
          a**b;           a/x/b;            true
          """)
  void meansWhatGitLabMeans(String pattern, String path, boolean expected) {
    assertEquals(expected, globs(pattern).matches(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a", "a\\", "{a,b", "../a", "/a", "[", "[!"})
  void aPatternThatIsNoneIsNamed(String pattern) {
    IllegalArgumentException told =
        assertThrows(IllegalArgumentException.class, () -> globs(pattern));
    assertTrue(told.getMessage().startsWith("pattern '" + pattern + "'"), told.getMessage());
  }

  @Test
  void bracesThatExplodeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> globs("{a,b}".repeat(20)));
  }

  @Test
  void manyStarsTakeNoLonger() {
    // By trying one way after the other, this would not end in a lifetime.
    assertEquals(false, globs("*a".repeat(200) + "b").matches("a".repeat(900)));
    assertEquals(false, globs("**/".repeat(200) + "b").matches("a/".repeat(400) + "a"));
  }

  /** The JDK's own patterns as oracle, where they mean the same: without {@code **}{@code /}. */
  @Property(tries = 5_000)
  void agreesWithTheJdk(
      @ForAll @StringLength(min = 1, max = 6) @Chars({'a', 'b', '*', '?', '/'}) String pattern,
      @ForAll @StringLength(min = 1, max = 6) @Chars({'a', 'b', '/'}) String path) {
    if (pattern.contains("**/") || !plain(path) || !plain(pattern)) {
      return;
    }
    boolean expected =
        FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(path));
    assertEquals(expected, new Glob(pattern).matches(path), pattern + " " + path);
  }

  private static boolean plain(String path) {
    return !path.startsWith("/") && !path.endsWith("/") && !path.contains("//");
  }

  @Property
  void whatMatchesIsReached(
      @ForAll @StringLength(min = 1, max = 6) @Chars({'a', 'b', '*', '?', '/'}) String pattern,
      @ForAll @StringLength(min = 1, max = 8) @Chars('/') @CharRange(from = 'a', to = 'b')
          String path) {
    if (plain(path) && new Glob(pattern).matches(path)) {
      for (String above : Names.above(path)) {
        assertTrue(new Glob(pattern).reaches(above), pattern + " " + above);
      }
    }
  }

  @TempDir Path temp;

  @Test
  void findsWhatIsMeantAndNoMore() throws IOException {
    for (String file :
        List.of("a/x.o", "a/x.c", "a/b/y.o", "target/t.jar", "target/c/C.class", "other/x.o")) {
      Files.createDirectories(temp.resolve(file).getParent());
      Files.writeString(temp.resolve(file), file);
    }
    Files.createDirectories(temp.resolve("target/empty"));
    Files.createSymbolicLink(temp.resolve("target/l"), Path.of("../other"));
    Globs globs = new Globs(List.of("target", "a/**/*.o"), List.of("target/c/*", "**/y.o"));
    assertEquals(
        List.of("a/x.o", "target", "target/c", "target/empty", "target/l", "target/t.jar"),
        List.copyOf(globs.find(Tree.at(temp), Limits.DEFAULT)));
    assertEquals(
        new TreeSet<>(), globs("target").find(Tree.at(temp.resolve("nowhere")), Limits.DEFAULT));
    assertThrows(Unfit.class, () -> globs("**").find(Tree.at(temp), new Limits(3, 1, 1, 1)));
  }

  @Test
  void linksAreFoundAndNothingBehindThem() throws IOException {
    Path outside = Files.createDirectories(temp.resolve("outside/d"));
    Files.writeString(outside.resolve("x"), "x");
    Path inside = Files.createDirectory(temp.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("absolute"), outside);
    Files.createSymbolicLink(inside.resolve("up"), Path.of("../outside"));
    Files.createSymbolicLink(inside.resolve("chain"), Path.of("up"));
    Files.createSymbolicLink(inside.resolve("self"), Path.of("."));
    for (String pattern : List.of("**", "**/*", "*")) {
      assertEquals(
          List.of("absolute", "chain", "self", "up"),
          List.copyOf(globs(pattern).find(Tree.at(inside), Limits.DEFAULT)),
          pattern);
    }
    assertEquals(
        new TreeSet<>(),
        globs("up/**", "absolute/x", "chain/d/x", "self/up").find(Tree.at(inside), Limits.DEFAULT));
    assertEquals(new TreeSet<>(), globs("**").find(new Tree(inside, "absolute"), Limits.DEFAULT));
  }
}
