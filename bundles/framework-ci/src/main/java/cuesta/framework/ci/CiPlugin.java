package cuesta.framework.ci;

import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkPlugin;
import cuesta.api.framework.Scheduler;
import cuesta.api.plugin.ConfigKeys;
import cuesta.api.plugin.PluginName;
import org.osgi.service.component.annotations.Component;

/** Makes instances of framework-ci. */
@Component
@PluginName(CiFramework.NAME)
public final class CiPlugin implements FrameworkPlugin {
  @Override
  public Scheduler open(FrameworkContext context) {
    ConfigKeys.check(context.config(), CiFramework.ROLES);
    return new CiFramework(context).host();
  }
}
