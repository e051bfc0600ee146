package cuesta.examples.fifo;

import cuesta.api.AgentId;
import cuesta.api.RoleId;
import cuesta.api.allocator.Allocator;
import cuesta.api.allocator.AllocatorContext;
import cuesta.api.allocator.AllocatorPlugin;
import cuesta.api.allocator.Budget;
import cuesta.api.allocator.Grant;
import cuesta.api.allocator.Proposal;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.FrameworkView;
import cuesta.api.plugin.ConfigKeys;
import cuesta.api.plugin.PluginName;
import cuesta.api.resources.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Component;

/** First come, first served: whoever subscribed first is offered all that is free. */
@Component(service = AllocatorPlugin.class)
@PluginName("fifo")
public final class Fifo implements AllocatorPlugin {
  @Override
  public Allocator open(AllocatorContext context) {
    ConfigKeys.check(context.config());
    return Fifo::allocate;
  }

  private static Proposal allocate(ClusterView view, Budget budget) {
    List<FrameworkView> queue = new ArrayList<>();
    view.frameworks().forEach(queue::add);
    queue.sort(Comparator.comparing(FrameworkView::subscribed).thenComparing(FrameworkView::id));
    List<Grant> grants = new ArrayList<>();
    TreeSet<AgentId> given = new TreeSet<>();
    for (FrameworkView framework : queue) {
      if (budget.exhausted() || grants.size() >= budget.maxGrants()) {
        break;
      }
      if (framework.connected()) {
        serve(view, framework, given, grants);
      }
    }
    return Proposal.of(grants);
  }

  private static void serve(
      ClusterView view, FrameworkView framework, TreeSet<AgentId> given, List<Grant> grants) {
    for (RoleId role : framework.roles()) {
      for (AgentView agent : view.agents()) {
        Resources free = agent.free().allocatableTo(role);
        if (!framework.suppressed(role)
            && !free.isEmpty()
            && !given.contains(agent.id())
            && !framework.filters(role, agent.id(), free)) {
          grants.add(Grant.exclusive(framework.id(), role, agent.id(), free));
          given.add(agent.id());
        }
      }
    }
  }
}
