package cuesta.framework.kit.host;

import cuesta.engine.Engine;
import cuesta.engine.loop.EngineLoop;
import cuesta.engine.loop.World;
import cuesta.framework.kit.FrameworkEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The real clock, and a thread for each loop. */
final class Threads implements Clockwork {
  @Override
  public <S> Loop<S> loop(String name, Engine<S, FrameworkEvent> engine, S initial, World world) {
    return new OnThread<>(new EngineLoop<>(name, engine, initial, world));
  }

  @Override
  public void aside(Runnable task) {
    Thread.ofVirtual().name("framework-kit").start(task);
  }

  @Override
  public void after(long millis, Runnable task) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, this::aside).execute(task);
  }

  private record OnThread<S>(EngineLoop<S, FrameworkEvent> loop) implements Loop<S> {
    @Override
    public void start() {
      loop.start();
    }

    @Override
    public void put(FrameworkEvent event) {
      loop.put(event);
    }

    @Override
    public boolean offer(FrameworkEvent event) {
      return loop.offer(event);
    }

    @Override
    public void durable(long upTo) {
      loop.committed(upTo);
    }

    @Override
    public S committed() {
      return loop.committed();
    }

    @Override
    public void close() {
      loop.close();
    }
  }
}
