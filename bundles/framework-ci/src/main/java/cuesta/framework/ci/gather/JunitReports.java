package cuesta.framework.ci.gather;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Test reports in the form that JUnit's Ant task began: {@code testcase} elements with {@code
 * failure}, {@code error} or {@code skipped} inside. Adds up all that it is given.
 */
final class JunitReports {
  /** Failures that are named; the others are counted. */
  static final int NAMED = 20;

  /** How much of a message is kept. */
  private static final int MESSAGE = 300;

  private static final XMLInputFactory FACTORY = factory();

  private int tests;
  private int failures;
  private int skipped;
  private final List<Failed> named = new ArrayList<>();

  /**
   * A test that failed.
   *
   * @param name class and method, as far as they are told
   * @param message the first line of what it says
   */
  record Failed(String name, String message) {}

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
   * @param report XML
   * @throws IOException if it is none
   */
  void add(InputStream report) throws IOException {
    try {
      XMLStreamReader xml = FACTORY.createXMLStreamReader(report);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("testcase")) {
          testcase(xml);
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException("it is no JUnit report: " + firstLine(e.getMessage()), e);
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
    if (named.size() < NAMED) {
      named.add(new Failed(name, firstLine(message)));
    }
  }

  private static String firstLine(String text) {
    String line = text == null ? "" : text.strip().lines().findFirst().orElse("");
    return line.length() > MESSAGE ? line.substring(0, MESSAGE) + "…" : line;
  }

  int tests() {
    return tests;
  }

  int failures() {
    return failures;
  }

  int skipped() {
    return skipped;
  }

  List<Failed> named() {
    return List.copyOf(named);
  }
}
