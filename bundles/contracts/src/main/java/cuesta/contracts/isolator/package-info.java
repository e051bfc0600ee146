/** What every isolator must do, as tests. */
package cuesta.contracts.isolator;
