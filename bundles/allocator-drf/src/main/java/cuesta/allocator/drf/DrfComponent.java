package cuesta.allocator.drf;

import cuesta.api.allocator.Allocator;
import cuesta.api.allocator.AllocatorContext;
import cuesta.api.allocator.AllocatorPlugin;
import cuesta.api.plugin.ConfigKeys;
import cuesta.api.plugin.PluginName;
import org.osgi.service.component.annotations.Component;

/** Offers dominant resource fairness to the allocator slot. */
@Component(service = AllocatorPlugin.class)
@PluginName("drf")
public final class DrfComponent implements AllocatorPlugin {
  @Override
  public Allocator open(AllocatorContext context) {
    ConfigKeys.check(context.config());
    return new DrfAllocator(context.view());
  }
}
