package cuesta.allocator.drf;

import cuesta.api.allocator.AllocatorPlugin;
import cuesta.contracts.allocator.AllocatorContract;

class DrfContractTest extends AllocatorContract {
  @Override
  protected AllocatorPlugin plugin() {
    return new DrfComponent();
  }
}
