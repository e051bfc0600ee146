package cuesta.framework.cron;

import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkPlugin;
import cuesta.api.framework.Scheduler;
import cuesta.api.plugin.ConfigKeys;
import cuesta.api.plugin.PluginName;
import org.osgi.service.component.annotations.Component;

/** Makes instances of framework-cron. */
@Component
@PluginName(CronFramework.NAME)
public final class CronPlugin implements FrameworkPlugin {
  @Override
  public Scheduler open(FrameworkContext context) {
    ConfigKeys.check(context.config(), CronFramework.ROLE);
    return new CronFramework(context).host();
  }
}
