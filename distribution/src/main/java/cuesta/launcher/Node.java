package cuesta.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;

/** A started process: its Felix, and its end. */
final class Node {
  private Node() {}

  /**
   * Starts a Felix and arranges for its end.
   *
   * @param work below which everything it writes lies
   * @return the container, all bundles started or listed on standard error
   * @throws IOException if a part refuses its configuration or what it finds in the directory
   */
  static Container start(Path work, List<Configuration> configurations, PluginSettings settings)
      throws IOException, BundleException, InvalidSyntaxException, InterruptedException {
    Layout layout = new Layout(Path.of(System.getProperty("cuesta.home", ".")), work);
    // etc/logback.xml names its file by this property.
    System.setProperty("cuesta.work", layout.work().toString());
    Container container = Container.start(layout, Map.of(), configurations);
    Garbage.watch();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(container), "shutdown"));
    container.notActive().forEach(problem -> System.err.println("cuesta: " + problem));
    refuseIfFailed(container);
    settings.strangers(container.context()).forEach(line -> System.err.println("cuesta: " + line));
    return container;
  }

  /**
   * Ends the start if a component would not: half a node would look ready and be none.
   *
   * @throws IOException with what the component said
   */
  static void refuseIfFailed(Container container) throws IOException {
    List<String> failed = FailedComponents.of(container.context());
    if (!failed.isEmpty()) {
      throw new IOException(String.join("\ncuesta: ", failed));
    }
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
