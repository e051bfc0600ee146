package cuesta.itests.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a program left.
 *
 * @param status as a shell sees it: 128+n for signal n
 * @param out its standard output
 * @param err its standard error
 */
record Result(int status, String out, String err) {
  private static final ObjectMapper JSON = new ObjectMapper();

  JsonNode json() {
    return json(out);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
