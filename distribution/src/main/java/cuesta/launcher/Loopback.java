package cuesta.launcher;

import java.io.IOException;
import java.net.InetAddress;

/** Whether listening somewhere needs a word from the operator. */
final class Loopback {
  private Loopback() {}

  /**
   * Refuses a host beyond loopback unless it was asked for.
   *
   * @throws IOException with what to do
   */
  static void check(String host, boolean insecure) throws IOException {
    if (!InetAddress.getByName(host).isLoopbackAddress() && !insecure) {
      throw new IOException(
          "--host "
              + host
              + " is reached by other machines, and the wire is not encrypted yet;"
              + " add --insecure if your network is trusted");
    }
  }
}
