package cuesta.election.zookeeper;

/** A server under test. */
interface TestServer extends AutoCloseable {
  int port();

  /** Dies in the middle of whatever it does, and starts anew on the same data and port. */
  void crash() throws Exception;

  @Override
  void close();
}
