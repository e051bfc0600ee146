/** JMH benchmarks of the code that every launch goes through many times. */
package cuesta.benchmarks.micro;
