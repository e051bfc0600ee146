package cuesta.framework.webapp;

import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkPlugin;
import cuesta.api.framework.Scheduler;
import cuesta.api.plugin.ConfigKeys;
import cuesta.api.plugin.PluginName;
import org.osgi.service.component.annotations.Component;

/** Makes instances of framework-webapp. */
@Component
@PluginName(WebFramework.NAME)
public final class WebPlugin implements FrameworkPlugin {
  @Override
  public Scheduler open(FrameworkContext context) {
    ConfigKeys.check(context.config(), WebFramework.ROLE);
    return new WebFramework(context).host();
  }
}
