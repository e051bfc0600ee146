package cuesta.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import picocli.CommandLine.Option;

/** How plugins are configured from the command line. What a key means, its plugin knows. */
final class PluginSettings {
  /** Before the name of a plugin, if plugins of two kinds have that name. */
  private static final String KINDS = "allocator|balancer|framework|isolator|launcher";

  private static final Pattern SETTING =
      Pattern.compile("(?:(" + KINDS + ")/)?([^./=]+)\\.([^=]+)=(.*)", Pattern.DOTALL);

  @Option(
      names = "--set",
      paramLabel = "NAME.KEY=VALUE",
      description =
          "a setting of a plugin, e.g. run.role=batch, or launcher/posix.poll.ms=1000; repeatable")
  List<String> settings = new ArrayList<>();

  /**
   * One configuration for each plugin that is named.
   *
   * @param more settings that other flags stand for, written alike
   * @throws IllegalArgumentException naming what cannot be read, or was said twice
   */
  List<Configuration> configurations(List<String> more) {
    Map<String, Map<String, Object>> byPid = new TreeMap<>();
    List<String> all = new ArrayList<>(settings);
    all.addAll(more);
    for (String setting : all) {
      Matcher parts = parse(setting);
      String kind = parts.group(1) == null ? "" : parts.group(1) + ".";
      Map<String, Object> own =
          byPid.computeIfAbsent("cuesta.plugin." + kind + parts.group(2), pid -> new TreeMap<>());
      Object before = own.put(parts.group(3), parts.group(4));
      if (before != null) {
        throw new IllegalArgumentException(
            "--set '" + setting + "': was set to '" + before + "' already; set it once");
      }
    }
    List<Configuration> configurations = new ArrayList<>();
    byPid.forEach((pid, own) -> configurations.add(Configuration.of(pid, own)));
    return configurations;
  }

  /**
   * What is set for nobody: perhaps a plugin that is dropped later, perhaps a misspelt name.
   *
   * @param context of the started process
   * @return one line for each
   */
  List<String> strangers(BundleContext context) throws InvalidSyntaxException {
    TreeSet<String> names = new TreeSet<>();
    ServiceReference<?>[] plugins = context.getAllServiceReferences(null, "(plugin.name=*)");
    for (ServiceReference<?> plugin : plugins == null ? new ServiceReference<?>[0] : plugins) {
      names.add(String.valueOf(plugin.getProperty("plugin.name")));
    }
    return settings.stream()
        .filter(setting -> !names.contains(parse(setting).group(2)))
        .map(
            setting ->
                "--set '"
                    + setting
                    + "' waits for a plugin of that name; now there are "
                    + String.join(", ", names))
        .toList();
  }

  private static Matcher parse(String setting) {
    Matcher parts = SETTING.matcher(setting);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "--set '"
              + setting
              + "' is not NAME.KEY=VALUE with the name of a plugin, such as run.role=batch; if"
              + " plugins of two kinds have the name, write the kind ("
              + KINDS.replace("|", ", ")
              + ") before it, such as launcher/posix.poll.ms=1000");
    }
    return parts;
  }
}
