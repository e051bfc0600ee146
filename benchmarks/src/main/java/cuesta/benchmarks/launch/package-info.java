/** The end-to-end launch benchmark: a real distribution, real processes, over its HTTP door. */
package cuesta.benchmarks.launch;
