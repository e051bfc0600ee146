package cuesta.itests;

import cuesta.api.allocator.Allocator;
import cuesta.api.allocator.AllocatorContext;
import cuesta.api.allocator.AllocatorPlugin;

/** What an author's first try may do. {@link Jars#broken} makes a bundle of it. */
public final class BrokenAllocator implements AllocatorPlugin {
  public static final String WORDS = "cannot open: the table of weights is empty";

  @Override
  public Allocator open(AllocatorContext context) {
    throw new IllegalStateException(WORDS);
  }
}
