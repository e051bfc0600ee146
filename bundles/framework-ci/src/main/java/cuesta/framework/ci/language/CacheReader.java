package cuesta.framework.ci.language;

import cuesta.framework.ci.language.condition.Globs;
import cuesta.framework.ci.spec.Cache;
import cuesta.framework.ci.spec.Expansion;
import cuesta.framework.ci.spec.Value;
import cuesta.framework.ci.spec.When;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/** Reads caches; a key of files becomes one of what is in them. */
final class CacheReader {
  static final List<String> POLICIES = List.of("pull-push", "pull", "push");
  private static final String DEFAULT = "default";

  private final Source source;

  CacheReader(Source source) {
    this.source = source;
  }

  /** Those of a job that keep something; variables are for the policy, which may hold some. */
  List<Cache> caches(Tree.Keys job, SortedMap<String, Value> variables) {
    return job.get("cache").map(Read::groups).orElse(List.of()).stream()
        .filter(cache -> !Read.texts(cache, "paths").isEmpty())
        .map(cache -> cache(cache, variables))
        .toList();
  }

  private Cache cache(Tree.Keys cache, SortedMap<String, Value> variables) {
    String written = cache.text("policy").orElse("");
    String policy =
        written.contains("$") ? Expansion.text(written, Expansion.expand(variables)) : written;
    return new Cache(
        key(cache),
        Read.texts(cache, "paths"),
        POLICIES.contains(policy)
            ? Cache.Policy.valueOf(policy.toUpperCase(Locale.ROOT).replace('-', '_'))
            : Cache.Policy.PULL_PUSH,
        cache.text("when").map(JobBuilder::when).orElse(When.ON_SUCCESS),
        Read.texts(cache, "fallback_keys"));
  }

  private String key(Tree.Keys cache) {
    Optional<Tree.Keys> keys = cache.keys("key");
    if (keys.isEmpty()) {
      return cache.text("key").orElse(DEFAULT);
    }
    String files = files(Read.texts(keys.get(), "files"));
    return keys.get().text("prefix").map(prefix -> prefix + "-" + files).orElse(files);
  }

  /** Those that are not there do not count; without any it is {@code default}. */
  private String files(List<String> globs) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      boolean any = false;
      for (String glob : globs) {
        for (String path : source.paths().stream().filter(Globs.paths(glob)).sorted().toList()) {
          Optional<String> text = source.text(path);
          any |= text.isPresent();
          digest.update((path + "\0" + text.orElse("") + "\0").getBytes(StandardCharsets.UTF_8));
        }
      }
      return any ? HexFormat.of().formatHex(digest.digest()).substring(0, 40) : DEFAULT;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
