/**
 * {@code .gitlab-ci.yml} read: files in, a pipeline out, with a remark for whatever is wrong or not
 * used. Pure: the project's files come from a {@link cuesta.framework.ci.language.Source}, and what
 * is the case from a {@link cuesta.framework.ci.language.Request}.
 */
package cuesta.framework.ci.language;
