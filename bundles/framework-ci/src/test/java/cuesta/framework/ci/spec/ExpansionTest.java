package cuesta.framework.ci.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain;plain",
        "$A;a",
        "${A};a",
        "x$A-y;xa-y",
        "$A$B;ab",
        "$AB;''",
        "${AB}c;c",
        "$$A;$A",
        "$$$A;$a",
        "$;$",
        "a$;a$",
        "$ A;$ A",
        "$-x;x",
        "$1x;x",
        "${;''",
        "${A;A",
        "${}x;x",
        "%A%;%A%",
        "$/x;$/x",
        "$a;''"
      })
  void text(String text, String expected) {
    assertEquals(
        expected, Expansion.text(text, Map.of("A", Value.of("a"), "B", Value.of("b"))), text);
  }

  @Test
  void variablesGoIntoOneAnotherWhateverTheirOrder() {
    assertEquals("1-1-", text(Map.of("A", "$B-$Z", "B", "$C-$C", "C", "1"), "A"));
  }

  @Test
  void whatWasPutInIsNotLookedAtAgain() {
    assertEquals("$C", text(Map.of("A", "$B", "B", "$$C", "C", "no"), "A"));
  }

  /** GitLab's server then leaves all to the runner, which puts in each once. */
  @Test
  void aCircleStopsAfterOneStep() {
    Map<String, String> circle = Map.of("A", "a$B", "B", "b$A", "C", "$D", "D", "$E", "E", "e");
    assertEquals("ab$A", text(circle, "A"));
    assertEquals("$E", text(circle, "C"));
    assertEquals("xx$A", text(Map.of("A", "x$A"), "A"));
  }

  /** Asked for one by one, only those that lead to the circle know of it. */
  @Test
  void aCircleElsewhereIsNobodysBusiness() {
    Map<String, Value> circle = Map.of("A", Value.of("a$B"), "B", Value.of("b$A$C"));
    Map<String, Value> rest =
        Map.of("C", Value.of("$D"), "D", Value.of("$E"), "E", Value.of("e"), "A", Value.of("no"));
    Expansion lazy = Expansion.over(List.of(circle, rest));
    assertEquals("e", lazy.value("C").orElseThrow().text());
    assertEquals("ab$A$C", lazy.value("A").orElseThrow().text());
    assertEquals("e", lazy.value("C").orElseThrow().text());
    assertTrue(lazy.value("F").isEmpty());
    assertEquals("<e|ab$A$C||$>", lazy.put("<$C|${A}|$F|$$>"));
  }

  @Test
  void rawOnesStayAndMaskedOnesMask() {
    TreeMap<String, Value> all = new TreeMap<>();
    all.put("RAW", Value.raw("$SECRET"));
    all.put("SECRET", new Value("hush", false, true));
    all.put("URL", Value.of("http://$SECRET@host"));
    SortedMap<String, Value> expanded = Expansion.expand(all);
    assertEquals("$SECRET", expanded.get("RAW").text());
    assertFalse(expanded.get("RAW").masked());
    assertEquals("http://hush@host", expanded.get("URL").text());
    assertTrue(expanded.get("URL").masked());
  }

  @Test
  void longChainsAndDoublingsEnd() {
    TreeMap<String, Value> chain = new TreeMap<>();
    TreeMap<String, Value> doubling = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      chain.put("V" + i, Value.of("$V" + (i + 1)));
    }
    for (int i = 0; i < 100; i++) {
      doubling.put("V" + i, Value.of("$V" + (i + 1) + "$V" + (i + 1)));
    }
    doubling.put("V100", Value.of("0123456789"));
    assertEquals(chain.size(), Expansion.expand(chain).size());
    Expansion.expand(doubling)
        .values()
        .forEach(value -> assertTrue(value.text().length() <= Expansion.MAX_LENGTH));
  }

  /** Without circles: putting in one after the other, innermost first, gives the same. */
  @Property
  void agreesWithReplacingByHand(@ForAll("layers") List<String> values) {
    TreeMap<String, Value> all = new TreeMap<>();
    TreeMap<String, String> byHand = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      String name = "V" + (char) ('a' + i);
      all.put(name, Value.of(values.get(i)));
      String text = values.get(i);
      for (char before = 'a'; before < 'z'; before++) {
        text = text.replace("${V" + before + "}", byHand.getOrDefault("V" + before, ""));
      }
      byHand.put(name, text);
    }
    TreeMap<String, String> expanded = new TreeMap<>();
    Expansion.expand(all).forEach((name, value) -> expanded.put(name, value.text()));
    assertEquals(byHand, expanded);
    TreeMap<String, Value> some = new TreeMap<>(all);
    some.keySet().removeIf(name -> name.charAt(1) % 2 == 0);
    TreeMap<String, Value> hidden = new TreeMap<>(all);
    hidden.replaceAll((name, value) -> some.containsKey(name) ? Value.of("hidden") : value);
    Expansion lazy = Expansion.over(List.of(some, hidden));
    byHand.forEach((name, text) -> assertEquals(text, lazy.value(name).orElseThrow().text()));
  }

  /** Each speaks of earlier ones only. */
  @Provide
  Arbitrary<List<String>> layers() {
    return Arbitraries.integers()
        .between(1, 8)
        .flatMap(
            size -> {
              List<Arbitrary<String>> each =
                  java.util.stream.IntStream.range(0, size).mapToObj(this::value).toList();
              return net.jqwik.api.Combinators.combine(each).as(list -> list);
            });
  }

  private Arbitrary<String> value(int earlier) {
    List<String> parts = new java.util.ArrayList<>(List.of("x", "-", " "));
    for (int i = 0; i < earlier; i++) {
      parts.add("${V" + (char) ('a' + i) + "}");
    }
    return Arbitraries.of(parts).list().ofMaxSize(4).map(list -> String.join("", list));
  }

  private static String text(Map<String, String> written, String name) {
    TreeMap<String, Value> all = new TreeMap<>();
    written.forEach((key, value) -> all.put(key, Value.of(value)));
    return Expansion.expand(all).get(name).text();
  }
}
