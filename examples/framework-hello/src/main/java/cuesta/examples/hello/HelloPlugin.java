package cuesta.examples.hello;

import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkPlugin;
import cuesta.api.framework.Scheduler;
import cuesta.api.plugin.ConfigKeys;
import cuesta.api.plugin.PluginName;
import org.osgi.service.component.annotations.Component;

/** The service: a factory, since the instance comes and goes with the leadership. */
@Component
@PluginName("hello")
public final class HelloPlugin implements FrameworkPlugin {
  @Override
  public Scheduler open(FrameworkContext context) {
    ConfigKeys.check(context.config());
    return new Hello(context.session(), context.store());
  }
}
