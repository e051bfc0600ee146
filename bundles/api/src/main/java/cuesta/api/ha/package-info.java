/**
 * Election and journal: how a master becomes the leader and keeps its promises. Ships with the
 * core; no promise to third parties.
 */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package cuesta.api.ha;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
