/** What pipelines cost: their jobs, their logs, their artifacts, their configuration. */
package cuesta.benchmarks.ci;
