package cuesta.launcher.posix;

import java.util.SortedMap;

class FallbackSignalTest extends ResidentSignalTest {
  @Override
  protected SortedMap<String, String> config() {
    SortedMap<String, String> config = super.config();
    config.put("resident", "false");
    return config;
  }
}
