package cuesta.itests;

import static org.ops4j.pax.exam.CoreOptions.bootDelegationPackage;
import static org.ops4j.pax.exam.CoreOptions.bootDelegationPackages;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;

/**
 * The distribution as Pax Exam options: its bundles where they lie, nothing is resolved or copied.
 */
public final class Container {
  private Container() {}

  /**
   * All bundles of the distribution at their start levels, and JUnit.
   *
   * @param test names the folder below target/work that this container may write to
   * @return options for a {@code @Configuration} method
   * @throws IOException if the distribution cannot be read
   */
  public static Option[] distribution(String test) throws IOException {
    Path home = Path.of(System.getProperty("cuesta.home")).toAbsolutePath().normalize();
    Path work = Files.createDirectories(Path.of(System.getProperty("cuesta.work"), test));
    List<Option> options = new ArrayList<>();
    for (Path level : children(home.resolve("bundles"))) {
      int startLevel = Integer.parseInt(level.getFileName().toString());
      for (Path jar : children(level)) {
        options.add(bundle(jar, startLevel));
      }
    }
    for (Path jar : children(Path.of(System.getProperty("cuesta.exam")))) {
      options.add(bundle(jar, 2));
    }
    options.add(systemProperty("cuesta.work").value(work.toString()));
    options.add(
        frameworkProperty("org.ops4j.pax.logging.StaticLogbackFile")
            .value(home.resolve("etc/logback.xml").toString()));
    options.add(frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"));
    options.add(frameworkProperty("org.apache.felix.http.require.config").value("true"));
    options.add(frameworkProperty("org.osgi.framework.bsnversion").value("multiple"));
    options.add(bootDelegationPackages("sun.*", "com.sun.*", "jdk.internal.*"));
    // Tests inside and outside wait with the same Await: the one of the test run's class path.
    options.add(bootDelegationPackage("cuesta.contracts"));
    options.add(frameworkProperty("org.osgi.framework.bundle.parent").value("framework"));
    options.add(cleanCaches(true));
    return options.toArray(Option[]::new);
  }

  private static Option bundle(Path jar, int startLevel) {
    return new UrlProvisionOption("reference:" + jar.toUri()).startLevel(startLevel);
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }
}
