package cuesta.framework.ci.http;

import cuesta.framework.ci.spec.Value;
import cuesta.framework.kit.http.Input;
import cuesta.framework.kit.http.Invalid;
import cuesta.framework.kit.http.Param;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What commands of framework-ci take. */
final class CiParams {
  static final String USUAL_FILE = ".gitlab-ci.yml";

  static final Param DIR =
      Param.tree("dir", "the project's directory", new Param.Tree("untracked", "ref")).usually(".");
  static final Param DIR_FLAG = DIR.asFlag();
  static final Param DIR_AT =
      Param.tree("dir", "the project's directory", new Param.Tree("", "branch")).usually(".");
  static final Param UNTRACKED =
      Param.toggle("untracked", "take along files that git neither tracks nor ignores").here();
  static final Param REF =
      Param.flag("ref", "NAME", "a branch, tag or commit instead of the files as they are").here();
  static final Param FILE =
      Param.flag("file", "PATH", "the configuration, below the directory").usually(USUAL_FILE);
  static final Param JOBS = Param.list("job", "NAME", "only this job");
  static final Param VARS = Param.map("var", "a variable, which wins over those of the file");
  static final Param SECRETS =
      Param.map("secret", "the same, which no log and no answer ever shows");
  static final Param SOURCE =
      Param.flag("source", "S", "why there is a pipeline (CI_PIPELINE_SOURCE)")
          .oneOf("push", "schedule", "web", "api", "trigger", "merge_request_event", "external")
          .usually("push");
  static final Param ROLE =
      Param.flag("role", "ROLE", "on whose behalf; one of the framework's roles");
  static final Param PIPELINE = Param.argument("pipeline", "its number");
  static final Param OF =
      Param.flag("pipeline", "N", "of which pipeline").letter("p").usually("the last one");
  static final Param JOB = Param.argument("job", "the job's name").must();

  /** As GitLab's: what is shorter would be found in words that are none. */
  private static final int SECRET = 8;

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private CiParams() {}

  /** The variables that somebody gives; refused if they cannot be ones. */
  static SortedMap<String, Value> given(Input input) {
    TreeMap<String, Value> given = new TreeMap<>();
    input.map("var").forEach((name, text) -> given.put(named("var", name), Value.raw(text)));
    for (Map.Entry<String, String> one : input.map("secret").entrySet()) {
      String text = one.getValue();
      if (text.length() < SECRET || text.indexOf('\n') >= 0) {
        throw Invalid.field(
            "secret",
            one.getKey() + " cannot be masked",
            "give it one line of at least " + SECRET + " characters");
      }
      given.put(named("secret", one.getKey()), new Value(text, true, true));
    }
    return given;
  }

  private static String named(String field, String name) {
    if (!NAME.matcher(name).matches()) {
      throw Invalid.field(
          field,
          "'" + name + "' is no name of a variable",
          "use letters, digits and _, no digit first");
    }
    return name;
  }
}
