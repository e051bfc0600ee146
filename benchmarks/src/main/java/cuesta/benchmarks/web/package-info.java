/** Measures web applications and the load balancer on a real distribution. */
package cuesta.benchmarks.web;
