package cuesta.core.osgi.slot;

import cuesta.api.plugin.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * A slot for each name: isolators, frameworks. A name, once seen or asked for, keeps its slot; an
 * empty one costs nothing and holds nothing of a plugin.
 *
 * @param <C> what plugins are opened with
 * @param <T> what they make
 */
public final class SlotGroup<C extends Context, T extends AutoCloseable> implements AutoCloseable {
  private final Function<String, PluginSlot<C, T>> maker;
  private final Map<String, PluginSlot<C, T>> slots = new ConcurrentSkipListMap<>();
  private final Map<Long, String> names = new ConcurrentHashMap<>();
  private boolean closed;

  /**
   * A group without slots.
   *
   * @param maker makes the slot of a name
   */
  public SlotGroup(Function<String, PluginSlot<C, T>> maker) {
    this.maker = maker;
  }

  /**
   * A candidate came: to be called by a bind method.
   *
   * @param candidate who
   */
  public void offered(Candidate<C, T> candidate) {
    names.put(candidate.serviceId(), candidate.name());
    slot(candidate.name()).offered(candidate);
  }

  /**
   * A candidate leaves: to be called by an unbind method; see {@link PluginSlot#withdrawn}.
   *
   * @param serviceId who
   */
  public void withdrawn(long serviceId) {
    String name = names.remove(serviceId);
    if (name != null) {
      slots.get(name).withdrawn(serviceId);
    }
  }

  /**
   * The slot of a name.
   *
   * @param name the plugin's name
   * @return the slot, perhaps empty
   */
  public synchronized PluginSlot<C, T> slot(String name) {
    return slots.computeIfAbsent(
        name,
        n -> {
          PluginSlot<C, T> made = maker.apply(n);
          if (closed) {
            made.close();
          }
          return made;
        });
  }

  /**
   * The slot of a name, if there was ever need of it.
   *
   * @param name the plugin's name
   * @return the slot
   */
  public Optional<PluginSlot<C, T>> find(String name) {
    return Optional.ofNullable(slots.get(name));
  }

  /**
   * All names.
   *
   * @return sorted
   */
  public List<String> names() {
    return List.copyOf(slots.keySet());
  }

  /** Lets nothing be current until {@link #resume}. */
  public void pause() {
    slots.values().forEach(PluginSlot::pause);
  }

  /** Ends a pause. */
  public void resume() {
    slots.values().forEach(PluginSlot::resume);
  }

  /**
   * As {@link #withdrawn(long)}, with another patience; see {@link PluginSlot#withdrawn(long,
   * Duration)}.
   *
   * @param serviceId who
   * @param patience when to return at the latest
   */
  public void withdrawn(long serviceId, Duration patience) {
    String name = names.remove(serviceId);
    if (name != null) {
      slots.get(name).withdrawn(serviceId, patience);
    }
  }

  /** Closes all slots, at the same time, since each may take its bound. */
  @Override
  public void close() {
    List<PluginSlot<C, T>> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(slots.values());
    }
    List<Thread> closing = all.stream().map(slot -> Thread.ofVirtual().start(slot::close)).toList();
    for (Thread thread : closing) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
