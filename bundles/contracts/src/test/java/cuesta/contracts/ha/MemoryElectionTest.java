package cuesta.contracts.ha;

class MemoryElectionTest extends ElectionContract {
  @Override
  protected Peers peers() {
    return new MemoryEnsemble();
  }
}
