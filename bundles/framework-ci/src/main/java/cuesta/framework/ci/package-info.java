/** framework-ci: runs pipelines of {@code .gitlab-ci.yml} on the cluster. */
package cuesta.framework.ci;
