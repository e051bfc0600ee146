/** Frameworks of the house as guests of the simulated cluster: their clients and what must hold. */
package cuesta.testkit.guest;
