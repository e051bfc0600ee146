package cuesta.isolator.posix;

import cuesta.api.ContainerId;
import cuesta.api.isolator.ContainerSpec;
import cuesta.api.isolator.Isolator;
import cuesta.api.isolator.IsolatorRecord;
import cuesta.api.isolator.Preparation;
import cuesta.api.resources.Resources;

/**
 * Keeps no state: a process limit is set before the command runs, is inherited by all it starts and
 * needs nobody afterwards.
 */
final class PosixIsolator implements Isolator {
  static final int SCHEMA = 1;

  private final Limits defaults;

  PosixIsolator(Limits defaults) {
    this.defaults = defaults;
  }

  @Override
  public Preparation prepare(ContainerSpec spec) {
    Limits limits = defaults.with(Limits.parse(spec.settings()));
    return Preparation.of(new IsolatorRecord(spec.id(), SCHEMA, new byte[0]))
        .withLimits(limits.values());
  }

  @Override
  public void update(ContainerId container, Resources limits) {}

  @Override
  public void cleanup(ContainerId container) {}
}
