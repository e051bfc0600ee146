package cuesta.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/** Remembers why bundles did not start: Felix tells it once, in an event, and nowhere else. */
final class StartErrors implements FrameworkListener {
  private final Map<Bundle, Throwable> errors = new ConcurrentHashMap<>();

  @Override
  public void frameworkEvent(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.ERROR) {
      errors.put(event.getBundle(), event.getThrowable());
    }
  }

  List<NotActive> notActive(BundleContext context) {
    List<NotActive> found = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getState() != Bundle.ACTIVE && !isFragment(bundle)) {
        found.add(new NotActive(bundle.toString(), reason(bundle)));
      }
    }
    return found;
  }

  private String reason(Bundle bundle) {
    Throwable error = errors.get(bundle);
    if (error == null) {
      return bundle.getState() == Bundle.STARTING ? "is still starting" : "was not started";
    }
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    // A message of Felix' resolver has line breaks and says the same twice.
    return String.valueOf(root.getMessage() == null ? root : root.getMessage())
        .lines()
        .findFirst()
        .orElse(root.toString());
  }

  private static boolean isFragment(Bundle bundle) {
    return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
  }
}
