package cuesta.deploy;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;
import org.osgi.service.resolver.HostedCapability;
import org.osgi.service.resolver.ResolutionException;
import org.osgi.service.resolver.ResolveContext;
import org.osgi.service.resolver.Resolver;

/**
 * What starting a bundle would do, found out without doing it: an installed bundle is neither
 * resolved nor started.
 */
final class Plan {
  private final BundleContext context;
  private final Resolver resolver;

  Plan(BundleContext context, Resolver resolver) {
    this.context = context;
    this.resolver = resolver;
  }

  /** Why the bundle cannot take the place of its predecessor. */
  Optional<Reason> refusal(String file, Bundle bundle, Optional<Bundle> old) {
    List<String> others = old.map(this::draggedAlong).orElse(List.of());
    if (!others.isEmpty()) {
      return Optional.of(
          Reason.of(
              Reasons.BUNDLE_WIDE,
              file,
              "replacing it would drag along " + String.join(", ", others),
              "remove those first, or do not export packages to other plugins"));
    }
    FrameworkWiring framework = context.getBundle(0).adapt(FrameworkWiring.class);
    BundleRevision wanted = bundle.adapt(BundleRevision.class);
    try {
      resolver.resolve(new Question(framework, wanted, present(), old.orElse(null)));
      return Optional.empty();
    } catch (ResolutionException e) {
      String missing =
          e.getUnresolvedRequirements().stream()
              .map(Missing::words)
              .distinct()
              .collect(Collectors.joining("; "));
      return Optional.of(
          Reason.of(
              Reasons.BUNDLE_UNRESOLVED,
              file,
              missing.isEmpty() ? e.getMessage() : missing,
              "build it against what this distribution has, or put what is missing inside"));
    }
  }

  /** Other bundles that use the bundle's packages. */
  List<String> draggedAlong(Bundle bundle) {
    FrameworkWiring framework = context.getBundle(0).adapt(FrameworkWiring.class);
    return framework.getDependencyClosure(List.of(bundle)).stream()
        .filter(other -> other.getBundleId() != bundle.getBundleId())
        .map(other -> other.getSymbolicName() + " " + other.getVersion())
        .sorted()
        .toList();
  }

  private Map<Resource, Wiring> present() {
    Map<Resource, Wiring> present = new HashMap<>();
    for (Bundle bundle : context.getBundles()) {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if (wiring != null) {
        present.put(wiring.getRevision(), wiring);
      }
    }
    return present;
  }

  /** The framework as it is, without the bundle that would leave. */
  private static final class Question extends ResolveContext {
    private final FrameworkWiring framework;
    private final Resource wanted;
    private final Map<Resource, Wiring> present;
    private final Bundle leaving;

    Question(
        FrameworkWiring framework, Resource wanted, Map<Resource, Wiring> present, Bundle leaving) {
      this.framework = framework;
      this.wanted = wanted;
      this.present = present;
      this.leaving = leaving;
    }

    @Override
    public Collection<Resource> getMandatoryResources() {
      return List.of(wanted);
    }

    @Override
    public Map<Resource, Wiring> getWirings() {
      return present;
    }

    @Override
    public boolean isEffective(Requirement requirement) {
      return "resolve".equals(requirement.getDirectives().getOrDefault("effective", "resolve"));
    }

    @Override
    public int insertHostedCapability(List<Capability> capabilities, HostedCapability hosted) {
      capabilities.add(hosted);
      return capabilities.size() - 1;
    }

    @Override
    public List<Capability> findProviders(Requirement requirement) {
      List<Capability> found = new ArrayList<>();
      for (BundleCapability capability : framework.findProviders(requirement)) {
        if (!capability.getRevision().getBundle().equals(leaving)) {
          found.add(capability);
        }
      }
      // What is resolved already comes first, so that nothing is woken without need.
      found.sort(Comparator.comparing(c -> !present.containsKey(c.getResource())));
      return found;
    }
  }
}
