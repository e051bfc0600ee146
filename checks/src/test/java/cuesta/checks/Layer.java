package cuesta.checks;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One row of the table: who may use what.
 *
 * @param module the folder
 * @param from the packages of the module this row is about; with what lies below them
 * @param mayUse prefixes of packages besides {@code from} and the JDK
 */
record Layer(String module, String from, List<String> mayUse) {
  static Layer of(String module, String from, String... mayUse) {
    return new Layer(module, from, List.of(mayUse));
  }

  /** Every use that the row does not allow, as "class uses class". */
  TreeSet<String> offences(JavaClasses classes) {
    TreeSet<String> offences = new TreeSet<>();
    for (JavaClass type : classes) {
      if (!within(type.getPackageName(), from)) {
        continue;
      }
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (!target.isPrimitive() && !allowed(target.getPackageName())) {
          offences.add(type.getName() + " uses " + target.getName());
        }
      }
    }
    return offences;
  }

  private boolean allowed(String target) {
    return isJdk(target)
        || within(target, from)
        || mayUse.stream().anyMatch(prefix -> within(target, prefix));
  }

  static boolean isJdk(String name) {
    return within(name, "java") || within(name, "javax") || within(name, "jdk");
  }

  static boolean within(String name, String prefix) {
    return name.equals(prefix) || name.startsWith(prefix + ".");
  }

  /** The first row whose packages contain the class, if any: classes in none are an offence too. */
  static Optional<Layer> of(List<Layer> layers, String module, String name) {
    return layers.stream()
        .filter(layer -> layer.module().equals(module) && within(name, layer.from()))
        .findFirst();
  }
}
