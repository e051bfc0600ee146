package cuesta.election.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZkUrlTest {
  private static ZkUrl parse(String text) {
    return ZkUrl.parse("servers", text);
  }

  @Test
  void allPartsAreTaken() {
    ZkUrl url = parse("zk://me:hush@h1:2181,[::1]:2182/a/b");
    assertEquals(Optional.of("me:hush"), url.credentials());
    assertEquals(List.of("h1:2181", "[::1]:2182"), url.hosts());
    assertEquals("/a/b", url.path());
  }

  @Test
  void aPasswordMayContainWhatSeparatesTheParts() {
    ZkUrl url = parse("zk://me:p/a@s:s@h1:2181/mesos/");
    assertEquals(Optional.of("me:p/a@s:s"), url.credentials());
    assertEquals("/mesos", url.path());
  }

  @Test
  void thePasswordIsNotShown() {
    assertEquals("zk://h1:2181/mesos", parse("zk://me:hush@h1:2181/mesos").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "h1:2181/mesos, does not begin with zk://",
    "zk://h1:2181, the path is missing",
    "zk://h1:2181/, names no znode",
    "zk://h1/mesos, host 'h1' has no port",
    "zk://h1:x/mesos, the port of host 'h1:x'",
    "zk://h1:0/mesos, the port of host 'h1:0'",
    "zk://h1:70000/mesos, the port of host 'h1:70000'",
    "zk:///mesos, a host is missing",
    "'zk://h1:2181,/mesos', a host is missing",
    "zk://:2181/mesos, a host is missing",
    "zk://hush@h1:2181/mesos, is not user:password",
    "zk://hush:@h1:2181/mesos, is not user:password",
    "zk://h1:2181/a//b, empty or dotted part",
    "zk://h1:2181/a/../b, empty or dotted part",
    "'zk://h1:2181/a b', blank or unusual letter",
    "zk://h1:2181/zookeeper/x, belongs to ZooKeeper",
  })
  void anErrorNamesThePartAndTheField(String text, String part) {
    String message = assertThrows(IllegalArgumentException.class, () -> parse(text)).getMessage();
    assertTrue(message.startsWith("servers: ") && message.contains(part), message);
    assertFalse(message.contains("hush"), message);
  }
}
