package cuesta.launcher.posix;

import cuesta.api.launcher.Launcher;
import cuesta.api.launcher.LauncherContext;
import cuesta.api.launcher.LauncherPlugin;
import cuesta.api.plugin.PluginName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts containers under small shells which outlive the agent. */
@Component(service = LauncherPlugin.class)
@PluginName("posix")
public final class PosixLauncherPlugin implements LauncherPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(PosixLauncherPlugin.class);
  private static final String SCRIPT = "launcher.sh";

  @Override
  public Launcher open(LauncherContext context) throws IOException, InterruptedException {
    Settings settings = Settings.of(context.config());
    List<Container> recovered = context.recovered().stream().map(Records::container).toList();
    Tools tools = Tools.find(settings.noNewPrivileges());
    if (!settings.resident()) {
      tools = tools.withoutDash();
    }
    Layout layout = Layout.create(context.scratch());
    String boot = Proc.bootId();
    Signalling signalling = new Signalling(layout, tools.setsid().isPresent());
    Starter starter = starter(layout, installScript(layout), tools);
    try {
      Lookout lookout = new Lookout(context, layout, signalling, starter, boot, settings.poll());
      recovered.forEach(lookout::adopt);
      lookout.start();
      return new PosixLauncher(
          layout, tools, starter, signalling, lookout, boot, settings.patience());
    } catch (IOException | RuntimeException e) {
      starter.close();
      throw e;
    }
  }

  private static Starter starter(Layout layout, Path script, Tools tools)
      throws IOException, InterruptedException {
    if (tools.canReside()) {
      return new ResidentShell(layout, script, tools);
    }
    LOG.info("dash, mkfifo or setsid is missing: each container starts a shell of its own");
    return new ShellStarter(layout, script, tools);
  }

  /** Moved into place whole: another shell may be reading the file right now. */
  private static Path installScript(Layout layout) throws IOException {
    Path target = layout.root().resolve(SCRIPT);
    Path whole = Files.createTempFile(layout.root(), SCRIPT, "");
    try (InputStream script = PosixLauncherPlugin.class.getResourceAsStream(SCRIPT)) {
      Files.copy(script, whole, StandardCopyOption.REPLACE_EXISTING);
    }
    return Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
