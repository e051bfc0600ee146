package cuesta.launcher.posix;

import java.util.SortedMap;
import java.util.TreeMap;

class FallbackEnterTest extends ResidentEnterTest {
  @Override
  protected SortedMap<String, String> config() {
    SortedMap<String, String> config = new TreeMap<>();
    config.put("resident", "false");
    return config;
  }
}
