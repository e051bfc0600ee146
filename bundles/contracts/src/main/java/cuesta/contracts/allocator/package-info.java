/** What every allocator must do, as tests; extend {@link AllocatorContract} to run them. */
package cuesta.contracts.allocator;
