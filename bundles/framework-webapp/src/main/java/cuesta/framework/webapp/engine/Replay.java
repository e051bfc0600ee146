package cuesta.framework.webapp.engine;

/** What changes do to the state, on the live path as after a restart. */
final class Replay {
  private Replay() {}

  static WebState apply(WebState state, WebChange change) {
    Site site = state.sites().get(change.name());
    if (change instanceof WebChange.AppKept kept) {
      return state.with(kept.name(), site == null ? Site.of(kept.app()) : site.with(kept.app()));
    }
    if (site == null) {
      return state; // of an application that is gone
    }
    return switch (change) {
      case WebChange.AppKept kept -> state;
      case WebChange.AppGone gone -> state.with(gone.name(), null);
      case WebChange.VersionKept kept ->
          state.with(
              kept.name(),
              site.withVersions(site.versions().with(kept.version().number(), kept.version())));
      case WebChange.VersionGone gone ->
          state.with(gone.name(), site.withVersions(site.versions().without(gone.number())));
      case WebChange.InstanceKept kept ->
          state.with(
              kept.name(),
              site.withInstances(site.instances().with(kept.instance().number(), kept.instance())));
      case WebChange.InstanceGone gone ->
          state.with(gone.name(), site.withInstances(site.instances().without(gone.number())));
    };
  }
}
