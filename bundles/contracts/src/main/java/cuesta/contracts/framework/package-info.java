/** What every framework and every framework store must do. */
package cuesta.contracts.framework;
