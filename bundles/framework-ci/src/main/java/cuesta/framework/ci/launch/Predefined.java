package cuesta.framework.ci.launch;

import cuesta.framework.ci.engine.CiLimits;
import cuesta.framework.ci.spec.Value;
import cuesta.framework.kit.Weight;
import cuesta.framework.kit.http.SourceTree;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The variables that every pipeline has, under GitLab's names. Those of a server, of users with
 * accounts and of a registry are missing: there are none.
 */
public final class Predefined {
  /** As much of a name as fits into one of DNS. */
  private static final int SLUG = 63;

  private static final int SHORT = 8;

  private Predefined() {}

  /**
   * What is known before the rules are judged.
   *
   * @param git what is built
   * @param file the configuration's path
   * @param source why there is a pipeline: {@code push}, {@code schedule}, {@code web}…
   * @param who who asked for it
   * @return by name; none of them is expanded
   */
  public static SortedMap<String, Value> of(
      SourceTree.Git git, String file, String source, String who) {
    TreeMap<String, String> all = new TreeMap<>();
    all.put("CI", "true");
    all.put("CUESTA_CI", "true");
    all.put("GITLAB_CI", "false");
    all.put("CI_CONFIG_PATH", file);
    all.put("CI_PIPELINE_SOURCE", source);
    all.put("CI_DEFAULT_BRANCH", git.defaultBranch());
    all.put("GITLAB_USER_LOGIN", who);
    all.put("GITLAB_USER_NAME", who);
    commit(git, all);
    project(git, all);
    return values(all);
  }

  static SortedMap<String, Value> values(SortedMap<String, String> texts) {
    TreeMap<String, Value> values = new TreeMap<>();
    texts.forEach((name, text) -> values.put(name, Value.raw(text)));
    return values;
  }

  private static void commit(SourceTree.Git git, SortedMap<String, String> all) {
    String ref = ref(git);
    all.put("CI_COMMIT_SHA", git.sha());
    all.put("CI_COMMIT_SHORT_SHA", git.sha().substring(0, Math.min(SHORT, git.sha().length())));
    all.put("CI_COMMIT_BEFORE_SHA", git.before().isEmpty() ? "0".repeat(40) : git.before());
    all.put("CI_COMMIT_REF_NAME", ref);
    all.put("CI_COMMIT_REF_SLUG", slug(ref));
    all.put("CI_COMMIT_TIMESTAMP", git.time());
    all.put("CI_COMMIT_AUTHOR", git.author());
    String message = message(git);
    all.put("CI_COMMIT_MESSAGE", message);
    all.put("CI_COMMIT_MESSAGE_IS_TRUNCATED", Boolean.toString(!message.equals(git.message())));
    String[] parts = message.strip().split("\n", 2);
    all.put("CI_COMMIT_TITLE", parts[0]);
    all.put("CI_COMMIT_DESCRIPTION", parts.length < 2 ? "" : parts[1].strip());
    if (isTag(git)) {
      all.put("CI_COMMIT_TAG", git.tag());
    } else if (!git.branch().isEmpty()) {
      all.put("CI_COMMIT_BRANCH", git.branch());
    }
  }

  /**
   * The message of the commit, which may be as long as somebody likes.
   *
   * @param git what is built
   * @return its begin, {@link CiLimits#MESSAGE} at most
   */
  public static String message(SourceTree.Git git) {
    return Weight.begin(git.message(), CiLimits.MESSAGE);
  }

  private static void project(SourceTree.Git git, SortedMap<String, String> all) {
    String path = project(git);
    int slash = path.lastIndexOf('/');
    String space = slash < 0 ? "" : path.substring(0, slash);
    all.put("CI_PROJECT_NAME", path.substring(slash + 1));
    all.put("CI_PROJECT_TITLE", path.substring(slash + 1));
    all.put("CI_PROJECT_PATH", path);
    all.put("CI_PROJECT_PATH_SLUG", slug(path));
    all.put("CI_PROJECT_NAMESPACE", space);
    int root = space.indexOf('/');
    all.put("CI_PROJECT_ROOT_NAMESPACE", root < 0 ? space : space.substring(0, root));
    if (!git.remote().isEmpty()) {
      all.put("CI_REPOSITORY_URL", git.remote());
    }
  }

  /**
   * What was checked out.
   *
   * @param git what is built
   * @return its branch, else its tag, else the commit
   */
  public static String ref(SourceTree.Git git) {
    return !git.branch().isEmpty() ? git.branch() : isTag(git) ? git.tag() : git.sha();
  }

  /**
   * Whether a tag was checked out: a branch whose commit has one is still a branch.
   *
   * @param git what is built
   * @return true if so
   */
  public static boolean isTag(SourceTree.Git git) {
    return git.branch().isEmpty() && !git.tag().isEmpty();
  }

  /**
   * What the project is called: by where it came from, since a directory can have any name.
   *
   * @param git what is built
   * @return such as {@code group/name}
   */
  public static String project(SourceTree.Git git) {
    String remote = git.remote();
    String path = remote.replaceFirst("^[a-z+]+://[^/]*/", "").replaceFirst("^[^/]*:", "");
    String plain = path.replaceFirst("\\.git/?$", "").replaceFirst("^/+", "");
    boolean local = remote.isEmpty() || remote.startsWith("/") || remote.startsWith("file:");
    return local || plain.isEmpty() ? git.name() : plain;
  }

  /**
   * A name that is safe in URLs and host names.
   *
   * @param name any text
   * @return lower-case letters, digits and dashes, 63 at most
   */
  static String slug(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
    String cut = plain.length() > SLUG ? plain.substring(0, SLUG) : plain;
    return cut.replaceAll("^-+|-+$", "");
  }
}
