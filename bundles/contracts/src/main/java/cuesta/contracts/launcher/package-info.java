/** What every launcher must do, as tests. */
package cuesta.contracts.launcher;
