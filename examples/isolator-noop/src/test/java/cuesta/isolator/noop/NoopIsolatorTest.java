package cuesta.isolator.noop;

import cuesta.api.isolator.IsolatorPlugin;
import cuesta.contracts.isolator.IsolatorContract;

class NoopIsolatorTest extends IsolatorContract {
  @Override
  protected IsolatorPlugin plugin() {
    return new NoopIsolatorPlugin();
  }
}
