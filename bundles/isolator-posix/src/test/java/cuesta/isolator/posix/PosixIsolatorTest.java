package cuesta.isolator.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.isolator.IsolatorPlugin;
import cuesta.api.isolator.Preparation;
import cuesta.contracts.isolator.IsolatorContract;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PosixIsolatorTest extends IsolatorContract {
  @Override
  protected IsolatorPlugin plugin() {
    return new PosixIsolatorPlugin();
  }

  @Override
  protected SortedMap<String, String> config() {
    return new TreeMap<>(Collections.singletonMap("core", "0"));
  }

  @Test
  void itSaysWhatItDoesNotEnforce() {
    assertEquals(
        List.of(Reasons.ISOLATION_WEAK), context.reasons().stream().map(Reason::code).toList());
  }

  @Test
  void settingsBecomeLimitsAndOverrideTheConfiguration() throws Exception {
    Preparation prepared =
        isolator.prepare(with(spec(1000, 64_000), "nofile", "256", "fsize", "2K"));
    assertEquals("{core=0, fsize=2048, nofile=256}", prepared.limits().toString());
    prepared = isolator.prepare(with(spec(1000, 64_000), "core", "unlimited"));
    assertEquals("{core=-1}", prepared.limits().toString());
  }

  @Test
  void anAmountThatIsNoneIsRefusedByName() throws Exception {
    for (String wrong : List.of("", "many", "-1", "1.5", "1X", "9999999999999T", "999999999999T")) {
      var spec = with(spec(1000, 64_000), "nofile", wrong);
      Exception refused = assertThrows(Exception.class, () -> isolator.prepare(spec));
      assertTrue(refused.getMessage().contains("nofile"), refused.getMessage());
    }
  }
}
