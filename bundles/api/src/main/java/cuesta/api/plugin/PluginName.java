package cuesta.api.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The service property {@code plugin.name}: short, stable and in lower case, such as "drf". In
 * slots that hold many plugins (isolators, frameworks) the candidates of one name compete with one
 * another only. A property and not a method, since the slot must know it before it activates the
 * component.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PluginName {
  /**
   * The name.
   *
   * @return lower-case letters, digits and dashes
   */
  String value();
}
