package cuesta.exam.jupiter.internal;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.opentest4j.TestAbortedException;
import org.ops4j.pax.exam.ExamConfigurationException;
import org.ops4j.pax.exam.ExceptionHelper;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.spi.ExamReactor;
import org.ops4j.pax.exam.spi.StagedExamReactor;
import org.ops4j.pax.exam.spi.reactors.ReactorManager;

/** Drives Pax Exam's reactor from the JVM of the test run, for one test class. */
public final class HostSide {
  private final Class<?> type;
  private final ReactorManager manager;
  private final StagedExamReactor staged;
  private final Map<String, TestAddress> addresses;

  private HostSide(
      Class<?> type,
      ReactorManager manager,
      StagedExamReactor staged,
      Map<String, TestAddress> addresses) {
    this.type = type;
    this.manager = manager;
    this.staged = staged;
    this.addresses = addresses;
  }

  /** Reads the class's configuration and builds its probe; starts nothing yet. */
  public static HostSide of(Class<?> type)
      throws ReflectiveOperationException, IOException, ExamConfigurationException {
    System.setProperty("pax.exam.invoker", Activator.DRIVER);
    ReactorManager manager = ReactorManager.getInstance();
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object instance = constructor.newInstance();
    ExamReactor reactor = manager.prepareReactor(type, instance);
    TestProbeBuilder probe = manager.createProbeBuilder(instance);
    Map<TestAddress, String> methods = new HashMap<>();
    for (Method method :
        AnnotationSupport.findAnnotatedMethods(
            type, Testable.class, HierarchyTraversalMode.TOP_DOWN)) {
      TestAddress address = probe.addTest(type, method.getName());
      manager.storeTestMethod(address, method);
      methods.put(address, method.getName());
    }
    reactor.addProbe(probe);
    StagedExamReactor staged = manager.stageReactor();
    return new HostSide(type, manager, staged, stagedAddresses(staged, methods));
  }

  /** Staging gives each test a new address, whose root is the one the probe was given. */
  private static Map<String, TestAddress> stagedAddresses(
      StagedExamReactor staged, Map<TestAddress, String> methods) {
    Map<String, TestAddress> addresses = new HashMap<>();
    for (TestAddress address : staged.getTargets()) {
      String method = methods.get(address.root());
      if (method != null) {
        addresses.put(method, address);
      }
    }
    return addresses;
  }

  /** Starts the container. */
  public void start() {
    manager.beforeClass(staged, type);
  }

  /** Stops the container. */
  public void stop() {
    manager.afterClass(staged, type);
  }

  /**
   * Runs one method in the container and throws what it threw there.
   *
   * @param iteration which invocation of a parameterized or repeated test, counted from 1
   */
  public void invoke(Method method, Optional<Integer> iteration) throws Throwable {
    TestAddress address = addresses.get(method.getName());
    if (address == null) {
      throw new IllegalStateException("not in the probe: " + method);
    }
    iteration.ifPresentOrElse(
        i -> System.setProperty(JupiterInvoker.ITERATION, i.toString()),
        () -> System.clearProperty(JupiterInvoker.ITERATION));
    try {
      staged.invoke(address);
    } catch (Exception e) {
      throw asSeenHere(ExceptionHelper.unwind(e));
    }
  }

  /** The container has its own copy of opentest4j, so an aborted test is known by its name only. */
  private static Throwable asSeenHere(Throwable failure) {
    return failure.getClass().getName().equals(TestAbortedException.class.getName())
        ? new TestAbortedException(failure.getMessage(), failure)
        : failure;
  }
}
