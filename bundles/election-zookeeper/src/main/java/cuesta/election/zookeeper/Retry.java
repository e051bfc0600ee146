package cuesta.election.zookeeper;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;

/** Which answers of ZooKeeper mean: neither done nor refused, look again. */
final class Retry {
  private Retry() {}

  static boolean isWorth(KeeperException e) {
    return isWorth(e.code());
  }

  static boolean isWorth(Code code) {
    return switch (code) {
      case CONNECTIONLOSS,
          SESSIONEXPIRED,
          SESSIONMOVED,
          OPERATIONTIMEOUT,
          REQUESTTIMEOUT,
          THROTTLEDOP ->
          true;
      default -> false;
    };
  }
}
