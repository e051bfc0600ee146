package cuesta.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleException;

/** Starts a master, an agent, or both of them in one process for development. */
public final class Main {
  private Main() {}

  /** Arguments: {@code master|agent|dev}. */
  public static void main(String[] args) throws Exception {
    Layout layout =
        new Layout(
            Path.of(System.getProperty("cuesta.home", ".")),
            Path.of(System.getProperty("cuesta.work", ".cuesta")));
    // etc/logback.xml names its file by this property.
    System.setProperty("cuesta.work", layout.work().toString());
    Container container =
        Container.start(layout, Map.of(), List.of(HttpServer.listen("127.0.0.1", 0)));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(container), "shutdown"));
    container.notActive().forEach(problem -> System.err.println("cuesta: " + problem));
    System.out.println("ready");
    container.awaitStop();
  }

  private static void stop(Container container) {
    try {
      if (!container.stop()) {
        System.err.println("cuesta: not stopped within " + Container.STOP_LIMIT.toSeconds() + " s");
      }
    } catch (BundleException e) {
      System.err.println("cuesta: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
