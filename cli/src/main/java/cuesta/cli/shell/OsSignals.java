package cuesta.cli.shell;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * The real ones. A shutdown hook would not do: it sees neither which signal it was nor a second
 * one. {@code sun.misc.Signal} is the JDK's only interface to them; it stays (JEP 260), but javac
 * warns of each mention of its name, hence by reflection.
 */
public final class OsSignals implements Signals {
  private static final String[] NAMES = {"INT", "TERM", "HUP"};

  @Override
  public void handle(IntConsumer numbers) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method number = signal.getMethod("getNumber");
      Object told =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, args) -> {
                numbers.accept((int) number.invoke(args[0]));
                return null;
              });
      Method handle = signal.getMethod("handle", signal, handler);
      for (String name : NAMES) {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), told);
      }
    } catch (ReflectiveOperationException e) {
      // A JDK without them, or a JVM started with -Xrs: Ctrl-C then just ends this program.
    }
  }
}
