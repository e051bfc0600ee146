package cuesta.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnreadableTest {
  @Test
  void oneLineForWhatNobodyCanRead() {
    String health =
        "{\"leading\":false,\"term\":3,\"leader\":null,\"reasons\":[{\"code\":\"DATA_NEWER\","
            + "\"subject\":\"znode /m\",\"detail\":\"says \\\"99\\\"\",\"hint\":\"start it\"}]}";
    assertEquals(Optional.of("DATA_NEWER: znode /m says \"99\": start it"), Unreadable.in(health));
  }

  @Test
  void whatPassesIsWaitedFor() {
    String health =
        "{\"reasons\":[{\"code\":\"REGISTRY_UNAVAILABLE\",\"subject\":\"\",\"detail\":\"\","
            + "\"hint\":\"\"}]}";
    assertEquals(Optional.empty(), Unreadable.in(health));
    assertEquals(Optional.empty(), Unreadable.in(""));
  }
}
