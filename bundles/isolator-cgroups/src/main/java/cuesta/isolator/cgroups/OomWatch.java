package cuesta.isolator.cgroups;

import cuesta.api.isolator.IsolatorContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the kernel now and then. It kills one process of a container, not all: the rest would go on
 * maimed, so the core is told and ends it.
 */
final class OomWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OomWatch.class);

  private final IsolatorContext context;
  private final Hierarchy hierarchy;
  private final Collection<Group> groups;
  private final Duration poll;
  private final Thread thread;

  /** The collection is read from another thread while it changes. */
  OomWatch(IsolatorContext context, Hierarchy hierarchy, Collection<Group> groups, Duration poll) {
    this.context = context;
    this.hierarchy = hierarchy;
    this.groups = groups;
    this.poll = poll;
    this.thread = Thread.ofPlatform().daemon().name("oom-" + context.node()).start(this::run);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        groups.forEach(this::look);
        Thread.sleep(poll);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void look(Group group) {
    try {
      OutOfMemory.reason(hierarchy, group)
          .ifPresent(reason -> context.limitReached(group.container(), reason));
    } catch (IOException | RuntimeException e) {
      LOG.warn("container={} could not be looked at: {}", group.container(), e.toString());
    }
  }
}
