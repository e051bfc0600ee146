package cuesta.exam.jupiter;

import cuesta.exam.jupiter.internal.ContainerSide;
import cuesta.exam.jupiter.internal.HostSide;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * On the host: starts the container and sends each test there. Inside: injects, and lets Jupiter
 * run it.
 */
public final class PaxExamExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        TestInstancePostProcessor,
        InvocationInterceptor,
        ParameterResolver {
  private static final boolean INSIDE = FrameworkUtil.getBundle(PaxExamExtension.class) != null;
  private static final Pattern ITERATION = Pattern.compile("-invocation:#(\\d+)]");

  private HostSide host;

  /** Jupiter makes one instance on each side. */
  public PaxExamExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    if (!INSIDE) {
      host = HostSide.of(context.getRequiredTestClass());
      host.start();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (host != null) {
      host.stop();
    }
  }

  @Override
  public void postProcessTestInstance(Object test, ExtensionContext context) {
    if (INSIDE) {
      ContainerSide.inject(test);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == BundleContext.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    // On the host the method is never entered: any value of the type will do.
    return INSIDE
        ? FrameworkUtil.getBundle(context.getRequiredTestClass()).getBundleContext()
        : null;
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<Void> call, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    onlyInside(call);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> call, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    onlyInside(call);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> call, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    onlyInside(call);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<Void> call, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    onlyInside(call);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> call, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    run(call, method.getExecutable(), Optional.empty());
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> call, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    Matcher id = ITERATION.matcher(context.getUniqueId());
    if (!id.find()) {
      throw new IllegalStateException("no iteration in " + context.getUniqueId());
    }
    run(call, method.getExecutable(), Optional.of(Integer.parseInt(id.group(1))));
  }

  private void run(Invocation<Void> call, Method method, Optional<Integer> iteration)
      throws Throwable {
    if (INSIDE) {
      call.proceed();
    } else {
      call.skip();
      host.invoke(method, iteration);
    }
  }

  private static void onlyInside(Invocation<Void> call) throws Throwable {
    if (INSIDE) {
      call.proceed();
    } else {
      call.skip();
    }
  }
}
