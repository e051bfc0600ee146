package cuesta.framework.ci.language;

import cuesta.framework.ci.language.condition.BadExpression;
import cuesta.framework.ci.language.condition.Regex;
import cuesta.framework.ci.spec.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Judges {@code only} and {@code except}. */
final class Policies {
  private static final List<String> BRANCHES_AND_TAGS = List.of("branches", "tags");

  private final SortedMap<String, Value> variables;
  private final Conditions conditions;
  private final List<Judged> judged = new ArrayList<>();

  Policies(SortedMap<String, Value> variables, Conditions conditions) {
    this.variables = variables;
    this.conditions = conditions;
  }

  /**
   * Whether a job takes part.
   *
   * @param usual whether a job that says nothing is for branches and tags only; not so beside
   *     {@code workflow:rules}
   */
  Verdict of(Draft job, boolean usual) {
    Optional<Tree> only = job.keys().get("only");
    Optional<Tree> except = job.keys().get("except");
    if (only.isPresent() || usual) {
      Origin at = only.isPresent() ? job.keys().at("only") : job.at();
      Conditions.Outcome outcome = only(only);
      judged.add(new Judged(at, "only", outcome.text(), outcome.matched()));
      if (!outcome.matched()) {
        String where = only.isPresent() ? "only (" + at + ")" : "without only or rules";
        return verdict(false, where + ": " + outcome.text());
      }
    }
    if (except.isPresent()) {
      Origin at = job.keys().at("except");
      Conditions.Outcome outcome = except(except.get());
      judged.add(new Judged(at, "except", outcome.text(), outcome.matched()));
      if (outcome.matched()) {
        return verdict(false, "except (" + at + "): " + outcome.text());
      }
    }
    return verdict(
        true,
        only.isPresent() || except.isPresent()
            ? "only and except let it in"
            : "nothing excludes it");
  }

  private Verdict verdict(boolean included, String decision) {
    return new Verdict(included, decision, judged, Optional.empty());
  }

  /** All of its parts must apply. */
  private Conditions.Outcome only(Optional<Tree> policy) {
    List<String> refs = policy.map(Policies::refs).orElse(List.of());
    Conditions.Outcome ref = ref(refs.isEmpty() ? BRANCHES_AND_TAGS : refs);
    if (!ref.matched()) {
      return ref;
    }
    for (Conditions.Outcome part : parts(policy)) {
      if (!part.matched()) {
        return part;
      }
    }
    return ref;
  }

  /** One of its parts is enough. */
  private Conditions.Outcome except(Tree policy) {
    List<Conditions.Outcome> all = new ArrayList<>();
    if (!refs(policy).isEmpty()) {
      all.add(ref(refs(policy)));
    }
    all.addAll(parts(Optional.of(policy)));
    return all.stream()
        .filter(Conditions.Outcome::matched)
        .findFirst()
        .orElseGet(() -> new Conditions.Outcome(false, "nothing of except applies"));
  }

  static List<String> refs(Tree policy) {
    return policy instanceof Tree.Keys keys ? Read.texts(keys, "refs") : Read.texts(policy);
  }

  /** Variables and changes, if they are said. */
  private List<Conditions.Outcome> parts(Optional<Tree> policy) {
    List<Conditions.Outcome> parts = new ArrayList<>();
    if (policy.isPresent() && policy.get() instanceof Tree.Keys keys) {
      List<Conditions.Outcome> expressions =
          Read.texts(keys, "variables").stream().map(conditions::expression).toList();
      if (!expressions.isEmpty()) {
        parts.add(
            expressions.stream()
                .filter(Conditions.Outcome::matched)
                .findFirst()
                .orElse(expressions.getFirst()));
      }
      keys.get("changes").map(conditions::changes).ifPresent(parts::add);
    }
    return parts;
  }

  private Conditions.Outcome ref(List<String> patterns) {
    String is = (tag() ? "tag " : request() ? "merge request of " : "branch ") + ref();
    for (String pattern : patterns) {
      if (ref(pattern)) {
        return new Conditions.Outcome(true, pattern + " fits " + is + " (" + source() + ")");
      }
    }
    return new Conditions.Outcome(
        false, "none of " + String.join(", ", patterns) + " fits " + is + " (" + source() + ")");
  }

  /** A keyword, a name, a regular expression; behind {@code @} the project that it is for. */
  private boolean ref(String written) {
    int at = written.lastIndexOf('@');
    boolean inRegex = written.startsWith("/") && at < written.lastIndexOf('/');
    boolean path = at > 0 && !inRegex && written.indexOf('/', at) > 0;
    if (path && !written.substring(at + 1).equals(variable("CI_PROJECT_PATH"))) {
      return false;
    }
    String pattern = path ? written.substring(0, at) : written;
    if (tag() && pattern.equals("tags") || branch() && pattern.equals("branches")) {
      return true;
    }
    if (keyword().equals(pattern)) {
      return true;
    }
    // Names are of branches and tags; a merge request has neither.
    return !request() && named(pattern);
  }

  private boolean named(String pattern) {
    try {
      return Regex.of(pattern).map(regex -> regex.in(ref())).orElse(pattern.equals(ref()));
    } catch (BadExpression e) {
      return false;
    }
  }

  /** What the pipeline came from, as {@code only} calls it. */
  private String keyword() {
    String source = source().replaceFirst("_event$", "");
    return switch (source) {
      case "api", "external", "web", "chat" -> source;
      case "push" -> "pushes";
      default -> source + "s";
    };
  }

  private boolean tag() {
    return !variable("CI_COMMIT_TAG").isEmpty();
  }

  private boolean request() {
    return source().equals("merge_request_event");
  }

  private boolean branch() {
    return !tag() && !request();
  }

  private String source() {
    String source = variable("CI_PIPELINE_SOURCE");
    return source.isEmpty() ? "push" : source;
  }

  private String ref() {
    for (String name : List.of("CI_COMMIT_REF_NAME", "CI_COMMIT_TAG", "CI_COMMIT_BRANCH")) {
      if (!variable(name).isEmpty()) {
        return variable(name);
      }
    }
    return "";
  }

  private String variable(String name) {
    Value value = variables.get(name);
    return value == null ? "" : value.text();
  }
}
