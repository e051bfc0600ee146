/** What the contract tests share. */
package cuesta.contracts;
