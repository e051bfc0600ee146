package cuesta.api.ha;

/**
 * The leader, as it is published to everybody.
 *
 * @param id the master id of its term, a UUID
 * @param term its term
 * @param host where it listens: a host name or address
 * @param port its HTTP port
 * @param linkPort its gRPC port for agents and schedulers
 * @param version the version of Cuesta it runs
 */
public record LeaderInfo(
    String id, long term, String host, int port, int linkPort, String version) {}
