package cuesta.framework.kit;

/** What a framework's engine is told: {@link KitEvent}s, and the framework's own. */
public interface FrameworkEvent {
  /**
   * The call it comes from; its answer goes there.
   *
   * @return 0 if nobody waits for one
   */
  default long call() {
    return 0;
  }
}
