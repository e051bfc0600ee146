/**
 * What conditions are made of: expressions of {@code if}, regular expressions, patterns of paths.
 * Pure, and linear in the length of what they look at, whatever the pattern is.
 */
package cuesta.framework.ci.language.condition;
