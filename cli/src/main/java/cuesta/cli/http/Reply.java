package cuesta.cli.http;

import cuesta.cli.json.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What came back in full.
 *
 * @param url from where
 * @param status 2xx
 * @param body what followed
 */
public record Reply(String url, int status, byte[] body) {
  /** The body as JSON. */
  public Node json() throws Trouble {
    try {
      return Node.parse(body);
    } catch (IOException e) {
      throw new Trouble(
          url + " did not answer as Cuesta does (" + e.getMessage() + "); is it a Cuesta master?");
    }
  }

  /** The body as it came. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8).strip();
  }
}
