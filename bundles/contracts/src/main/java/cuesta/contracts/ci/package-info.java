/** Configurations of pipelines, for tests and benchmarks. */
package cuesta.contracts.ci;
