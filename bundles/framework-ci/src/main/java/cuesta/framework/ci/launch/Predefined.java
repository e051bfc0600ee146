package cuesta.framework.ci.launch;

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
   * @param of what is built
   * @param file the configuration's path
   * @param source why there is a pipeline: {@code push}, {@code schedule}, {@code web}…
   * @param who who asked for it
   * @return by name
   */
  public static SortedMap<String, String> of(Checkout of, String file, String source, String who) {
    TreeMap<String, String> all = new TreeMap<>();
    all.put("CI", "true");
    all.put("CUESTA_CI", "true");
    all.put("GITLAB_CI", "false");
    all.put("CI_CONFIG_PATH", file);
    all.put("CI_PIPELINE_SOURCE", source);
    all.put("CI_DEFAULT_BRANCH", of.usual());
    all.put("GITLAB_USER_LOGIN", who);
    all.put("GITLAB_USER_NAME", who);
    commit(of, all);
    project(of, all);
    return all;
  }

  private static void commit(Checkout of, SortedMap<String, String> all) {
    all.put("CI_COMMIT_SHA", of.sha());
    all.put("CI_COMMIT_SHORT_SHA", of.sha().substring(0, Math.min(SHORT, of.sha().length())));
    all.put("CI_COMMIT_BEFORE_SHA", of.before().isEmpty() ? "0".repeat(40) : of.before());
    all.put("CI_COMMIT_REF_NAME", of.ref());
    all.put("CI_COMMIT_REF_SLUG", slug(of.ref()));
    all.put("CI_COMMIT_TIMESTAMP", of.time());
    all.put("CI_COMMIT_AUTHOR", of.author());
    all.put("CI_COMMIT_MESSAGE", of.message());
    String[] parts = of.message().strip().split("\n", 2);
    all.put("CI_COMMIT_TITLE", parts[0]);
    all.put("CI_COMMIT_DESCRIPTION", parts.length < 2 ? "" : parts[1].strip());
    if (!of.tag().isEmpty()) {
      all.put("CI_COMMIT_TAG", of.tag());
    } else if (!of.branch().isEmpty()) {
      all.put("CI_COMMIT_BRANCH", of.branch());
    }
  }

  private static void project(Checkout of, SortedMap<String, String> all) {
    String path = of.project();
    int slash = path.lastIndexOf('/');
    String space = slash < 0 ? "" : path.substring(0, slash);
    all.put("CI_PROJECT_NAME", path.substring(slash + 1));
    all.put("CI_PROJECT_TITLE", path.substring(slash + 1));
    all.put("CI_PROJECT_PATH", path);
    all.put("CI_PROJECT_PATH_SLUG", slug(path));
    all.put("CI_PROJECT_NAMESPACE", space);
    int root = space.indexOf('/');
    all.put("CI_PROJECT_ROOT_NAMESPACE", root < 0 ? space : space.substring(0, root));
    if (!of.remote().isEmpty()) {
      all.put("CI_REPOSITORY_URL", of.remote());
    }
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
