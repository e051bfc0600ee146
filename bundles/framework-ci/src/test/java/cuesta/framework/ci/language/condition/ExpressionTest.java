package cuesta.framework.ci.language.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.framework.ci.spec.Value;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static final Map<String, Value> VALUES =
      new TreeMap<>(
          Map.of(
              "SET", Value.of("yes"),
              "EMPTY", Value.of(""),
              "BRANCH", Value.of("feature/Main"),
              "PATTERN", Value.of("/^feature/"),
              "BARE", Value.of("feature"),
              "SECRET", new Value("hush", true, true)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "$SET ~ true",
        "$EMPTY ~ false",
        "$UNSET ~ false",
        "$SET == \"yes\" ~ true",
        "$SET == 'yes' ~ true",
        "\"yes\" == $SET ~ true",
        "$SET != \"yes\" ~ false",
        "$UNSET == null ~ true",
        "$EMPTY == null ~ false",
        "$EMPTY == \"\" ~ true",
        "$UNSET == \"\" ~ false",
        "$UNSET == $OTHER ~ true",
        "$UNSET != null ~ false",
        "$EMPTY && $SET ~ false",
        "$SET && $EMPTY ~ false",
        "$SET||$UNSET ~ true",
        "$UNSET || $SET && $EMPTY ~ false",
        "($UNSET || $SET) && $EMPTY == \"\" ~ true",
        "$SET && ($UNSET || ($EMPTY == \"\")) ~ true",
        "$SET == \"yes\" && $UNSET || $SET ~ true",
        "nullable ~ error",
        "\"\" ~ false",
        "\"x\" ~ true",
        "null ~ false"
      })
  void valuesAndSigns(String text, String expected) {
    if (expected.equals("error")) {
      assertThrows(BadExpression.class, () -> Expression.of(text));
    } else {
      assertEquals(Boolean.valueOf(expected), holds(text), text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "$BRANCH -> /^feature\\/main$/i ~ true",
        "$BRANCH -> /^feature\\/main$/ ~ false",
        "$BRANCH -> /main/ ~ false",
        "$BRANCH -> /Main/ ~ true",
        "$BRANCH -> $PATTERN ~ true",
        "$BRANCH -> $BARE ~ false",
        "$BRANCH -> \"/^feature/\" ~ true",
        "$BRANCH -> $UNSET ~ false",
        "$UNSET -> /^$/ ~ true",
        "$UNSET -> /x/ ~ false",
        "$BRANCH -> /[/ ~ error",
        "$BRANCH -> /a(?=b)/ ~ error",
        "$BRANCH -> /(x ~ error",
      })
  void patterns(String text, String expected) {
    String matches = text.replace("->", "=~");
    String not = text.replace("->", "!~");
    if (expected.equals("error")) {
      assertThrows(BadExpression.class, () -> Expression.of(matches));
    } else {
      assertEquals(Boolean.valueOf(expected), holds(matches), matches);
      assertEquals(!Boolean.parseBoolean(expected), holds(not), not);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$",
        "${SET}",
        "$A ==",
        "== $A",
        "$A = $B",
        "$A & $B",
        "($A",
        "$A)",
        "\"a",
        "$A $B",
        "!$A",
        "a",
        "$A == == $B",
        "/a",
        "//"
      })
  void whatIsNoExpressionIsRefused(String text) {
    BadExpression bad = assertThrows(BadExpression.class, () -> Expression.of(text));
    assertTrue(bad.getMessage().startsWith("at sign "), bad.getMessage());
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "(".repeat(10_000) + "$A" + ")".repeat(10_000);
    assertThrows(BadExpression.class, () -> Expression.of(deep));
  }

  @Test
  void patternsThatBacktrackElsewhereAreQuick() throws BadExpression {
    Expression evil = Expression.of("$A =~ /^(a+)+$/");
    assertEquals(false, evil.holds(Map.of("A", Value.of("a".repeat(50_000) + "b"))));
  }

  @Test
  void explanationsShowValuesButNoMaskedOnes() throws BadExpression {
    assertEquals(
        "$SET == \"no\" || $UNSET || $SECRET == \"x\" is false:"
            + " $SECRET is \"[MASKED]\", $SET is \"yes\", $UNSET is not set",
        Expression.of(" $SET == \"no\" || $UNSET || $SECRET == \"x\" ").explain(VALUES));
  }

  private static boolean holds(String text) {
    try {
      return Expression.of(text).holds(VALUES);
    } catch (BadExpression e) {
      throw new AssertionError(text, e);
    }
  }

  /** An expression with what it must come out as. */
  record Known(String text, boolean truth) {}

  @Property(tries = 2_000)
  void agreesWithWhatItWasBuiltFrom(@ForAll("known") Known known) throws BadExpression {
    assertEquals(known.truth(), Expression.of(known.text()).holds(VALUES), known.text());
  }

  @Provide
  Arbitrary<Known> known() {
    return level(3);
  }

  private Arbitrary<Known> level(int depth) {
    Arbitrary<Known> atoms =
        Arbitraries.of(
            new Known("$SET", true),
            new Known("$UNSET", false),
            new Known("$EMPTY", false),
            new Known("$SET == \"yes\"", true),
            new Known("$SET != 'yes'", false),
            new Known("$UNSET == null", true),
            new Known("$BRANCH =~ /^feature/", true),
            new Known("$BRANCH !~ /\\/Main$/", false));
    if (depth == 0) {
      return atoms;
    }
    Arbitrary<Known> below = level(depth - 1);
    Arbitrary<String> spaces = Arbitraries.of("", " ", "  ");
    Arbitrary<Known> both =
        Combinators.combine(below, below, spaces)
            .as(
                (a, b, s) ->
                    new Known(
                        "(" + a.text() + ")" + s + "&&" + s + "(" + b.text() + ")",
                        a.truth() && b.truth()));
    Arbitrary<Known> either =
        Combinators.combine(below, below)
            .as((a, b) -> new Known(a.text() + " || " + b.text(), a.truth() || b.truth()));
    return Arbitraries.oneOf(atoms, both, either);
  }
}
