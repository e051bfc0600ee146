package cuesta.contracts.ci;

/** Makes a configuration of 2,000 lines that uses what real ones use. */
public final class BigFile {
  private static final int JOBS = 165;

  private BigFile() {}

  /**
   * All of it.
   *
   * @return the same each time
   */
  public static String text() {
    StringBuilder text =
        new StringBuilder(
            """
            stages: [build, test, deploy]
            variables:
              ROOT: /srv
              TARGET: $ROOT/target
            default:
              retry: {max: 1, when: [runner_system_failure]}
            .base: &base
              tags: [linux]
              before_script:
                - . ./env
            .rules:
              rules:
                - if: $CI_COMMIT_BRANCH == "main" && ($DEPLOY || $CI_PIPELINE_SOURCE =~ /^push/)
                - changes: ["src/**/*.java"]
            """);
    for (int i = 0; i < JOBS; i++) {
      String stage = i % 3 == 0 ? "build" : i % 3 == 1 ? "test" : "deploy";
      text.append("job-%d:\n  <<: *base\n  extends: .rules\n  stage: %s\n".formatted(i, stage));
      text.append("  variables:\n    INDEX: \"%d\"\n".formatted(i));
      text.append(i % 3 == 0 ? "  needs: []\n" : "  needs: [job-%d]\n".formatted(i - 1));
      text.append("  script:\n    - !reference [.base, before_script]\n    - make $INDEX\n");
      text.append("  artifacts:\n    paths: [\"out/$INDEX\"]\n");
    }
    return text.toString();
  }
}
