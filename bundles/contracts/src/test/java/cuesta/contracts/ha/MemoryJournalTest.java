package cuesta.contracts.ha;

class MemoryJournalTest extends JournalContract {
  @Override
  protected Peers peers() {
    return new MemoryEnsemble();
  }

  @Override
  protected int seeds() {
    return 100;
  }
}
