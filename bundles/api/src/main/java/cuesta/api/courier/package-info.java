/**
 * Between an agent's sandboxes and the masters' blobs: what tasks bring along and what they leave.
 */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package cuesta.api.courier;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
