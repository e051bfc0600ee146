package cuesta.core.osgi;

import cuesta.api.Reason;
import cuesta.api.plugin.Context;
import cuesta.core.osgi.slot.Opening;
import java.time.Instant;
import java.util.SortedMap;

/** What plugins of all slots are opened with, out of the slot's own words. */
interface OpeningContext extends Context {
  Opening opening();

  @Override
  default String node() {
    return opening().node();
  }

  @Override
  default SortedMap<String, String> config() {
    return opening().config();
  }

  @Override
  default Instant deadline() {
    return opening().deadline();
  }

  @Override
  default void report(Reason reason) {
    opening().report().accept(reason);
  }
}
