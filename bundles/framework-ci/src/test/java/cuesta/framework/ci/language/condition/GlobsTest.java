package cuesta.framework.ci.language.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a.txt; a.txt; true",
        "a.txt; aXtxt; false",
        "*.txt; a.txt; true",
        "*.txt; sub/a.txt; false",
        "*; .hidden; true",
        "**/*.txt; a.txt; true",
        "**/*.txt; x/y/a.txt; true",
        "src/**/*; src/a; true",
        "src/**/*; src/a/b/c; true",
        "src/**/*; srcs/a; false",
        "src/**; src/a; true",
        "src/**; src/a/b; false",
        "src/*/a; src/x/a; true",
        "src/*/a; src/x/y/a; false",
        "a?c; abc; true",
        "a?c; a/c; false",
        "[a-c]x; bx; true",
        "[a-c]x; dx; false",
        "[!a-c]x; dx; true",
        "[!a-c]x; /x; false",
        "[z-a]; z; true",
        "[]; []; true",
        "{a,b}.rb; b.rb; true",
        "{a,b}.rb; c.rb; false",
        "src/**/{*.rb,*.py}; src/x/y.py; true",
        "{a,{b,c}}; c; true",
        "{a; {a; true",
        "a,b; a,b; true",
        "a.{js,}; a.; true",
        "a\\*b; a*b; true",
        "a\\*b; axb; false",
        "a+(b); a+(b); true",
        "[[]; [; true",
        "x[a; x[a; true"
      })
  void paths(String glob, String path, boolean fits) {
    assertEquals(fits, Globs.paths(glob).test(path), glob + " and " + path);
  }

  @ParameterizedTest
  @CsvSource({
    "ci/*.yml, ci/a.yml, true",
    "ci/*.yml, ci/x/a.yml, false",
    "ci/**.yml, ci/a.yml, true",
    "ci/**.yml, ci/x/a.yml, true",
    "ci/**/*.yml, ci/a.yml, false",
    "ci/**/*.yml, ci/x/a.yml, true",
    "ci/a.yml, ci/axyml, false"
  })
  void includes(String glob, String path, boolean fits) {
    assertEquals(fits, Globs.includes(glob).test(path), glob + " and " + path);
  }

  @Property(tries = 5_000)
  void agreesWithANaiveMatcher(@ForAll("globs") String glob, @ForAll("texts") String path) {
    assertEquals(naive(glob, path, true), Globs.paths(glob).test(path), glob + " and " + path);
  }

  @Provide
  Arbitrary<String> globs() {
    return Arbitraries.of("a", "b", "/", "*", "**/", "?", "[ab]", "[!a]", ".")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "/", ".")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts))
        .filter(path -> !path.contains("//") && !path.startsWith("/"));
  }

  /** By trying everything. */
  private static boolean naive(String glob, String path, boolean begins) {
    if (glob.isEmpty()) {
      return path.isEmpty();
    }
    if (begins && glob.startsWith("**/")) {
      if (naive(glob.substring(3), path, true)) {
        return true;
      }
      int slash = path.indexOf('/');
      return slash > 0 && naive(glob, path.substring(slash + 1), true);
    }
    char c = glob.charAt(0);
    if (c == '*') {
      String rest = glob.substring(1);
      for (int i = 0; i <= path.length(); i++) {
        if (naive(rest, path.substring(i), false)) {
          return true;
        }
        if (i < path.length() && path.charAt(i) == '/') {
          return false;
        }
      }
      return false;
    }
    if (path.isEmpty()) {
      return false;
    }
    char p = path.charAt(0);
    int used = c == '[' ? glob.indexOf(']') + 1 : 1;
    boolean fits =
        switch (c) {
          case '?' -> p != '/';
          case '[' -> glob.charAt(1) == '!' ? p != 'a' && p != '/' : p == 'a' || p == 'b';
          default -> p == c;
        };
    return fits && naive(glob.substring(used), path.substring(1), c == '/');
  }
}
