/** What happens to bundles: the plugins folder, plan, install side by side, swap, roll back. */
package cuesta.deploy;
