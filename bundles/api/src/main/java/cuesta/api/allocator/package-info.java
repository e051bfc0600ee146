/** The allocator slot of the master: who is offered what. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package cuesta.api.allocator;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
