package cuesta.launcher.posix;

import cuesta.api.launcher.LauncherPlugin;
import cuesta.contracts.launcher.LauncherContract;
import java.util.SortedMap;
import java.util.TreeMap;

class ResidentLauncherTest extends LauncherContract {
  @Override
  protected LauncherPlugin plugin() {
    return new PosixLauncherPlugin();
  }

  @Override
  protected SortedMap<String, String> config() {
    SortedMap<String, String> config = new TreeMap<>();
    config.put("poll.ms", "200");
    return config;
  }
}
