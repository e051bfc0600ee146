package cuesta.framework.ci.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cuesta.framework.ci.engine.Tests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JunitReportsTest {
  private static void add(JunitReports to, String xml) throws IOException {
    to.add("r.xml", new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void addsUpAndNamesWhatFailed() throws Exception {
    JunitReports all = new JunitReports(text -> text.replace("boom", "[MASKED]"));
    add(
        all,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite tests="4">
          <properties><property name="a" value="b"/></properties>
          <testcase name="ok" classname="a.B" time="0.1"><system-out>x</system-out></testcase>
          <testcase name="bad" classname="a.B"><failure message="expected: &lt;1&gt;&#10;but">at a
            <error/></failure><failure message="again"/></testcase>
          <testcase name="worse"><error message="boom"/></testcase>
          <testcase name="later" classname="a.B"><skipped/></testcase>
        </testsuite>
        """);
    add(all, "<testsuites><testsuite><testcase name='c' classname='d'/></testsuite></testsuites>");
    assertEquals(
        new Tests(
            5,
            2,
            1,
            List.of(
                new Tests.Failing("a.B.bad", "expected: <1>"),
                new Tests.Failing("worse", "[MASKED]"))),
        all.sum());
  }

  @Test
  void readsNothingElseByAReport() {
    String xml =
        "<!DOCTYPE t [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            + "<testsuite><testcase name='&x;'/></testsuite>";
    assertThrows(
        IOException.class,
        () -> add(new JunitReports(text -> text.replace("boom", "[MASKED]")), xml));
  }

  @Test
  void whatIsNoReportIsSaidToBeNone() {
    IOException e =
        assertThrows(
            IOException.class,
            () -> add(new JunitReports(text -> text.replace("boom", "[MASKED]")), "no xml"));
    assertEquals("r.xml is no JUnit report", e.getMessage().split(":")[0]);
  }
}
