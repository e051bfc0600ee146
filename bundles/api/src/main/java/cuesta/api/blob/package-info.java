/** Bulk by content: sources, artifacts, caches and logs, kept by the masters, fetched by agents. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package cuesta.api.blob;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
