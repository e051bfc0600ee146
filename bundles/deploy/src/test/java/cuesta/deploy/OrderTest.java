package cuesta.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  @TempDir Path folder;

  private Order load() throws IOException {
    Order order = new Order(folder);
    order.load();
    return order;
  }

  @Test
  void theLatestIsLastAlsoAfterARestart() throws Exception {
    Order order = load();
    order.last("x y.jar", A);
    order.last("z.jar", B);
    order.last("x y.jar", B);
    order.remove("none.jar");
    List<Order.Line> expected = List.of(new Order.Line("z.jar", B), new Order.Line("x y.jar", B));
    assertEquals(expected, load().lines());
  }

  @Test
  void whatCannotBeReadIsSetAside() throws Exception {
    for (String text : List.of("", "cuesta-deploy-order 2\n", "cuesta-deploy-order 1\nrubbish\n")) {
      Files.writeString(folder.resolve("order.txt"), text);
      assertEquals(List.of(), load().lines());
      assertTrue(Files.exists(folder.resolve("order.txt.unreadable")));
      assertTrue(Files.notExists(folder.resolve("order.txt")));
    }
    Files.write(folder.resolve("order.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertEquals(List.of(), load().lines());
  }
}
