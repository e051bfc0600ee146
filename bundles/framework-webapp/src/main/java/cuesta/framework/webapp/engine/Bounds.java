package cuesta.framework.webapp.engine;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.util.Optional;

/** Whether there is room for what is asked. */
final class Bounds {
  private Bounds() {}

  static Optional<Reason> refusal(WebState state, String name, Optional<Spec> spec, int instances) {
    Site site = state.sites().get(name);
    if (site == null && state.sites().size() >= WebLimits.APPS) {
      return over(name, "there are " + WebLimits.APPS + " applications, and no more are kept");
    }
    int before = site == null ? 0 : site.app().wanted();
    long wanted = state.totals().wanted() - before + instances;
    if (wanted > WebLimits.ALL_INSTANCES) {
      return over(
          name,
          "all applications together would have "
              + wanted
              + " instances; at most "
              + WebLimits.ALL_INSTANCES);
    }
    long bytes = state.totals().specBytes() + spec.map(Weights::of).orElse(0);
    return bytes <= WebLimits.SPECS_BYTES
        ? Optional.empty()
        : over(
            name,
            "all versions together would take "
                + bytes / 1024
                + " KiB; at most "
                + WebLimits.SPECS_BYTES / 1024);
  }

  private static Optional<Reason> over(String name, String detail) {
    return Optional.of(Reason.of(Reasons.OVERLOADED, name, detail, "delete some"));
  }
}
