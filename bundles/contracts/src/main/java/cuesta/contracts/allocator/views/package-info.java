/** Small immutable clusters to test policies on, without a master. */
package cuesta.contracts.allocator.views;
