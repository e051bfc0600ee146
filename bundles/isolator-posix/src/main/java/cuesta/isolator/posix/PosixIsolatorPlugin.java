package cuesta.isolator.posix;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.isolator.Isolator;
import cuesta.api.isolator.IsolatorContext;
import cuesta.api.isolator.IsolatorPlugin;
import cuesta.api.isolator.IsolatorRecord;
import cuesta.api.plugin.PluginName;
import org.osgi.service.component.annotations.Component;

/** What an agent without privileges can do for a container: limits of each process. */
@Component(service = IsolatorPlugin.class)
@PluginName("posix")
public final class PosixIsolatorPlugin implements IsolatorPlugin {
  @Override
  public Isolator open(IsolatorContext context) {
    Limits defaults = Limits.parse(context.config());
    for (IsolatorRecord record : context.recovered()) {
      if (record.schema() != PosixIsolator.SCHEMA) {
        throw new IllegalStateException(
            "isolator record of %s has schema %d; this isolator reads %d"
                .formatted(record.container(), record.schema(), PosixIsolator.SCHEMA));
      }
    }
    context.report(
        Reason.of(
            Reasons.ISOLATION_WEAK,
            "posix",
            "cpus and mem are booked but not enforced: a task can use more than it was given",
            "start the agent as root with the isolation 'cgroups'"));
    return new PosixIsolator(defaults);
  }
}
