package cuesta.examples.hello;

import cuesta.api.framework.FrameworkPlugin;
import cuesta.contracts.framework.FrameworkContract;

class HelloTest extends FrameworkContract {
  @Override
  protected FrameworkPlugin plugin() {
    return new HelloPlugin();
  }
}
