package cuesta.launcher.posix;

import cuesta.api.launcher.LauncherPlugin;
import cuesta.contracts.launcher.EnterContract;

class ResidentEnterTest extends EnterContract {
  @Override
  protected LauncherPlugin plugin() {
    return new PosixLauncherPlugin();
  }
}
