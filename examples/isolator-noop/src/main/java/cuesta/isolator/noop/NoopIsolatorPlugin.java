package cuesta.isolator.noop;

import cuesta.api.ContainerId;
import cuesta.api.isolator.ContainerSpec;
import cuesta.api.isolator.Isolator;
import cuesta.api.isolator.IsolatorContext;
import cuesta.api.isolator.IsolatorPlugin;
import cuesta.api.isolator.IsolatorRecord;
import cuesta.api.isolator.Preparation;
import cuesta.api.plugin.ConfigKeys;
import cuesta.api.plugin.PluginName;
import cuesta.api.resources.Resources;
import org.osgi.service.component.annotations.Component;

/** The smallest isolator there is: it isolates nothing. Start your own from here. */
@Component(service = IsolatorPlugin.class)
@PluginName("noop")
public final class NoopIsolatorPlugin implements IsolatorPlugin {
  /** Raise it when the bytes in your records change, and keep reading the one before. */
  private static final int SCHEMA = 1;

  /** Adopts what an isolator of this name prepared earlier, or refuses. */
  @Override
  public Isolator open(IsolatorContext context) {
    ConfigKeys.check(context.config());
    for (IsolatorRecord record : context.recovered()) {
      if (record.schema() != SCHEMA) {
        throw new IllegalStateException(
            "record of " + record.container() + " has the unknown schema " + record.schema());
      }
    }
    return new Noop();
  }

  private static final class Noop implements Isolator {
    @Override
    public Preparation prepare(ContainerSpec spec) {
      if (!spec.settings().isEmpty()) {
        throw new IllegalArgumentException(
            "noop setting '" + spec.settings().firstKey() + "' is not known; there are none");
      }
      return Preparation.of(new IsolatorRecord(spec.id(), SCHEMA, new byte[0]));
    }

    @Override
    public void update(ContainerId container, Resources limits) {}

    @Override
    public void cleanup(ContainerId container) {}
  }
}
