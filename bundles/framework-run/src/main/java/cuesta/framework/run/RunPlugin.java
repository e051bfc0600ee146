package cuesta.framework.run;

import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkPlugin;
import cuesta.api.framework.Scheduler;
import cuesta.api.plugin.ConfigKeys;
import cuesta.api.plugin.PluginName;
import org.osgi.service.component.annotations.Component;

/** Makes instances of framework-run. */
@Component
@PluginName(RunFramework.NAME)
public final class RunPlugin implements FrameworkPlugin {
  @Override
  public Scheduler open(FrameworkContext context) {
    ConfigKeys.check(context.config(), RunFramework.ROLE);
    return new RunFramework(context).host();
  }
}
