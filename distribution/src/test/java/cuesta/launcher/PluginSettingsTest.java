package cuesta.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PluginSettingsTest {
  private static List<Configuration> configured(List<String> more, String... args) {
    PluginSettings settings = new PluginSettings();
    new CommandLine(settings).parseArgs(Flags.dashed(args));
    return settings.configurations(more);
  }

  @ParameterizedTest
  @CsvSource({
    "run.role=batch, cuesta.plugin.run, role, batch",
    "cgroups.cpu.quota=true, cuesta.plugin.cgroups, cpu.quota, true",
    "launcher/posix.poll.ms=1000, cuesta.plugin.launcher.posix, poll.ms, 1000",
    "cron.zone=, cuesta.plugin.cron, zone, ''",
    "cron.alias=a=b.c/d, cuesta.plugin.cron, alias, a=b.c/d",
  })
  void aSettingIsAKeyOfItsPluginsConfiguration(
      String setting, String pid, String key, String value) {
    assertEquals(
        List.of(Configuration.of(pid, Map.of(key, value))),
        configured(List.of(), "--set", setting));
    assertEquals(
        List.of(Configuration.of(pid, Map.of(key, value))),
        configured(List.of(), "--set=" + setting));
  }

  @Test
  void whatOneFlagStandsForIsSetBesideTheOthers() {
    List<Configuration> all =
        configured(
            List.of("isolator/cgroups.cpu.quota=true"),
            "--set=isolator/cgroups.root=here",
            "--set=run.role=batch");
    assertEquals(
        List.of(
            Configuration.of(
                "cuesta.plugin.isolator.cgroups", Map.of("cpu.quota", "true", "root", "here")),
            Configuration.of("cuesta.plugin.run", Map.of("role", "batch"))),
        all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.role", "run=batch", ".role=batch", "pod/run.role=batch", "="})
  void whatCannotBeReadIsRefusedWithTheWayToWriteIt(String setting) {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> configured(List.of(), "--set", setting));
    assertTrue(refusal.getMessage().startsWith("--set '" + setting + "' is not NAME.KEY=VALUE"));
  }

  @Test
  void whatIsSetTwiceIsRefused() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> configured(List.of(), "--set=run.role=a", "--set=run.role=b"));
    assertEquals("--set 'run.role=b': was set to 'a' already; set it once", refusal.getMessage());
  }
}
