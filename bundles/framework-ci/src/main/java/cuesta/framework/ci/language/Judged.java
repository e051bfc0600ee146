package cuesta.framework.ci.language;

/**
 * One condition that was looked at on the way to a decision.
 *
 * @param at where it is written
 * @param path which, like {@code rules[2]}, {@code only}, {@code workflow.rules[0]}
 * @param text how it came out, with the values of its variables
 * @param matched whether it applied
 */
public record Judged(Origin at, String path, String text, boolean matched) {}
