package cuesta.api.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigKeysTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''           | setting rol='batch' is not known; leave it out, there are none
          role         | setting rol='batch' is not known; use role
          role,user    | setting rol='batch' is not known; use role or user
          cpu,role,user| setting rol='batch' is not known; use cpu, role or user
          """)
  void refusesWhatIsNotKnown(String known, String message) {
    var config = new TreeMap<>(Map.of("rol", "batch"));
    String[] keys = known.isEmpty() ? new String[0] : known.split(",");
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> ConfigKeys.check(config, keys));
    assertEquals(message, refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"role", "user"})
  void takesWhatIsKnown(String key) {
    ConfigKeys.check(new TreeMap<>(Map.of(key, "x")), "role", "user");
    ConfigKeys.check(new TreeMap<>(), "role");
  }
}
