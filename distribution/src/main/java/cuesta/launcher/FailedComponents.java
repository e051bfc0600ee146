package cuesta.launcher;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Components of ours that would not start: Declarative Services writes that into its log only, and
 * the user looks at the terminal.
 */
final class FailedComponents {
  private static final String OURS = "cuesta.";
  private static final String CAUSE = "Caused by: ";

  /** Failed for want of another one, which failed itself and is in the list. */
  private static final String DEPENDENT = "Unable to get service for reference";

  private FailedComponents() {}

  /** One line for each: what is wrong and what to do, as the component said it. */
  static List<String> of(BundleContext context) {
    ServiceReference<ServiceComponentRuntime> reference =
        context.getServiceReference(ServiceComponentRuntime.class);
    if (reference == null) {
      return List.of("Declarative Services are not running: is bundles/02 complete?");
    }
    ServiceComponentRuntime runtime = context.getService(reference);
    List<String> failed = new ArrayList<>();
    for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs()) {
      if (component.name.startsWith(OURS)) {
        for (ComponentConfigurationDTO one : runtime.getComponentConfigurationDTOs(component)) {
          if (one.state == ComponentConfigurationDTO.FAILED_ACTIVATION
              && !one.failure.contains(DEPENDENT)) {
            failed.add(reason(one.failure));
          }
        }
      }
    }
    context.ungetService(reference);
    return failed;
  }

  /** The first cause, below the exceptions of reflection; its own causes are for the log. */
  static String reason(String trace) {
    String line =
        trace
            .lines()
            .filter(each -> each.startsWith(CAUSE))
            .map(each -> each.substring(CAUSE.length()))
            .findFirst()
            .orElseGet(() -> trace.lines().findFirst().orElse(trace));
    return line.replaceFirst("^[\\w.$]+(Exception|Error): ", "");
  }
}
