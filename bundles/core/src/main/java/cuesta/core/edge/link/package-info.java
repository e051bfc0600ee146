/**
 * The link between master and agent: gRPC, and the codecs between protobuf and the engines' values.
 */
package cuesta.core.edge.link;
