package cuesta.contracts.ha;

class MemoryDetectorTest extends DetectorContract {
  @Override
  protected Peers peers() {
    return new MemoryEnsemble();
  }
}
