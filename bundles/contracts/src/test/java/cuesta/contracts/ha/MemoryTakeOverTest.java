package cuesta.contracts.ha;

class MemoryTakeOverTest extends TakeOverContract {
  @Override
  protected Peers peers() {
    return new MemoryEnsemble();
  }
}
