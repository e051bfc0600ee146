package cuesta.contracts.framework;

import cuesta.api.framework.FrameworkStore;
import cuesta.contracts.framework.fakes.MemoryStore;

class MemoryStoreTest extends FrameworkStoreContract {
  private final MemoryStore store = new MemoryStore();
  private MemoryStore.Session session;

  @Override
  protected FrameworkStore store() {
    session = store.session();
    return session;
  }

  @Override
  protected FrameworkStore nextSession() {
    session.retire();
    return store.session();
  }
}
