package cuesta.framework.ci.gather;

import cuesta.framework.ci.engine.CiLimits;
import cuesta.framework.ci.engine.Tests;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Test reports in the form that JUnit's Ant task began: {@code testcase} elements with {@code
 * failure}, {@code error} or {@code skipped} inside. Adds up all that it is given.
 */
final class JunitReports {
  private static final XMLInputFactory FACTORY = factory();

  private int tests;
  private int failures;
  private int skipped;
  private final List<Tests.Failing> named = new ArrayList<>();
  private final UnaryOperator<String> shown;

  /**
   * Nothing was read yet.
   *
   * @param shown takes out of a text what nobody may see
   */
  JunitReports(UnaryOperator<String> shown) {
    this.shown = shown;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    // Reports come from whoever runs jobs: nothing else is to be read by them, nothing to grow.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /**
   * Reads one report.
   *
   * @param file its name, for errors
   * @param report XML
   * @throws IOException if it is none
   */
  void add(String file, InputStream report) throws IOException {
    try {
      XMLStreamReader xml = FACTORY.createXMLStreamReader(report);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("testcase")) {
          testcase(xml);
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException(file + " is no JUnit report: " + firstLine(e.getMessage()), e);
    }
  }

  private void testcase(XMLStreamReader xml) throws XMLStreamException {
    String type = xml.getAttributeValue(null, "classname");
    String name = xml.getAttributeValue(null, "name");
    String whole = type == null || type.isEmpty() ? String.valueOf(name) : type + "." + name;
    boolean failed = false;
    tests++;
    for (int depth = 1; depth > 0; ) {
      switch (xml.next()) {
        case XMLStreamReader.START_ELEMENT -> {
          String what = xml.getLocalName();
          boolean bad = what.equals("failure") || what.equals("error");
          if (depth == 1 && bad && !failed) {
            failed = true;
            failed(whole, xml.getAttributeValue(null, "message"));
          } else if (depth == 1 && what.equals("skipped")) {
            skipped++;
          }
          depth++;
        }
        case XMLStreamReader.END_ELEMENT -> depth--;
        default -> {}
      }
    }
  }

  private void failed(String name, String message) {
    failures++;
    if (named.size() < CiLimits.FAILING) {
      named.add(new Tests.Failing(shown.apply(name), shown.apply(firstLine(message))));
    }
  }

  private static String firstLine(String text) {
    return text == null ? "" : text.strip().lines().findFirst().orElse("");
  }

  /** All that was read. */
  Tests sum() {
    return new Tests(tests, failures, skipped, named);
  }
}
