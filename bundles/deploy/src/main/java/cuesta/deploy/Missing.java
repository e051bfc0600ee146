package cuesta.deploy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.resource.Requirement;

/** A requirement in words. */
final class Missing {
  private static final Pattern FROM = Pattern.compile("\\((?:bundle-)?version>=([^)]+)\\)");
  private static final Pattern BELOW = Pattern.compile("\\(!\\((?:bundle-)?version>=([^)]+)\\)\\)");

  private Missing() {}

  /** {@code package cuesta.api.allocator, version 7.0.0 up to but not 8.0.0, is missing}. */
  static String words(Requirement requirement) {
    String filter = requirement.getDirectives().getOrDefault("filter", "");
    String namespace = requirement.getNamespace();
    String what =
        switch (namespace) {
          case "osgi.wiring.package" -> "package ";
          case "osgi.wiring.bundle" -> "bundle ";
          case "osgi.ee" -> "execution environment ";
          default -> namespace + " ";
        };
    Matcher name = Pattern.compile(Pattern.quote(namespace) + "=([^)]+)").matcher(filter);
    if (!name.find()) {
      return what + filter + " is missing";
    }
    StringBuilder text = new StringBuilder(what).append(name.group(1));
    Matcher below = BELOW.matcher(filter);
    String upper = below.find() ? below.group(1) : "";
    Matcher from = FROM.matcher(filter.replace("(!(version>=" + upper + "))", ""));
    if (from.find()) {
      text.append(", version ").append(from.group(1));
      text.append(upper.isEmpty() ? " or later," : " up to but not " + upper + ",");
    }
    return text.append(" is missing").toString();
  }
}
