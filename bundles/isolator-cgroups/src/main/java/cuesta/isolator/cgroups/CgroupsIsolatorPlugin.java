package cuesta.isolator.cgroups;

import cuesta.api.isolator.Isolator;
import cuesta.api.isolator.IsolatorContext;
import cuesta.api.isolator.IsolatorPlugin;
import cuesta.api.plugin.PluginName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Shares and limits of cpu, and limits of memory, by the kernel's control groups. */
@Component(service = IsolatorPlugin.class)
@PluginName("cgroups")
public final class CgroupsIsolatorPlugin implements IsolatorPlugin {
  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");
  private static final String ELSE = "; use the isolation 'posix', or start the agent as root";

  private final Tree tree;
  private final Path mountinfo;

  /** For the service registry. */
  public CgroupsIsolatorPlugin() {
    this(new Tree(), MOUNTINFO);
  }

  CgroupsIsolatorPlugin(Tree tree, Path mountinfo) {
    this.tree = tree;
    this.mountinfo = mountinfo;
  }

  @Override
  public Isolator open(IsolatorContext context) throws IOException {
    Settings settings = Settings.of(context.config());
    List<Group> recovered = context.recovered().stream().map(Group::of).toList();
    Hierarchy hierarchy = hierarchy(settings);
    try {
      hierarchy.makeRoot(settings.root());
    } catch (IOException e) {
      throw new IOException(
          "cgroups cannot be made by user %s (%s)%s"
              .formatted(System.getProperty("user.name"), e, ELSE),
          e);
    }
    return new CgroupsIsolator(context, hierarchy, settings, recovered);
  }

  private Hierarchy hierarchy(Settings settings) throws IOException {
    if (!Files.isReadable(mountinfo)) {
      throw new IOException("this system has no " + mountinfo + ", hence no cgroups" + ELSE);
    }
    Mounts mounts = Mounts.parse(Files.readAllLines(mountinfo));
    if (V1.isOn(mounts)) {
      return new V1(tree, mounts, settings);
    }
    if (V2.isOn(tree, mounts)) {
      return new V2(tree, mounts.v2().orElseThrow(), settings);
    }
    throw new IOException("no cgroup hierarchy with cpu and memory is mounted here" + ELSE);
  }
}
