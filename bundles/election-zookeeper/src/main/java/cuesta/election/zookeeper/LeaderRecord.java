package cuesta.election.zookeeper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cuesta.api.ha.LeaderInfo;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The leader's record: Mesos' MasterInfo as JSON, with an object of ours in it. */
final class LeaderRecord {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OURS = "cuesta";

  private LeaderRecord() {}

  /** Looks the host up. */
  static byte[] encode(LeaderInfo leader) throws IOException {
    InetAddress ip = address(leader.host());
    ObjectNode json = JSON.createObjectNode();
    json.putObject("address")
        .put("hostname", leader.host())
        .put("ip", ip.getHostAddress())
        .put("port", leader.port());
    json.put("hostname", leader.host());
    json.put("id", leader.id());
    json.put("ip", number(ip));
    json.put("pid", "master@" + inPid(ip) + ":" + leader.port());
    json.put("port", leader.port());
    json.put("version", leader.version());
    json.putObject(OURS).put("linkPort", leader.linkPort()).put("term", leader.term());
    return JSON.writeValueAsBytes(json);
  }

  private static InetAddress address(String host) throws UnknownHostException {
    InetAddress[] all = InetAddress.getAllByName(host);
    for (InetAddress one : all) {
      if (one instanceof Inet4Address) {
        return one; // Mesos' number has room for these only
      }
    }
    return all[0];
  }

  private static String inPid(InetAddress ip) {
    return ip instanceof Inet4Address ? ip.getHostAddress() : "[" + ip.getHostAddress() + "]";
  }

  /** Network byte order read as a little-endian number; 0 where there is none. */
  private static long number(InetAddress ip) {
    if (!(ip instanceof Inet4Address)) {
      return 0;
    }
    long number = 0;
    byte[] bytes = ip.getAddress();
    for (int i = bytes.length - 1; i >= 0; i--) {
      number = number << 8 | bytes[i] & 0xff;
    }
    return number;
  }

  static LeaderInfo decode(byte[] data) throws IOException {
    JsonNode json = JSON.readTree(data);
    JsonNode ours = json.path(OURS);
    return new LeaderInfo(
        text(json, "id"),
        whole(ours, OURS, "term"),
        text(json, "hostname"),
        (int) whole(json, "", "port"),
        (int) whole(ours, OURS, "linkPort"),
        text(json, "version"));
  }

  /** The term of a record, 0 if it is nobody's of ours. */
  static long term(byte[] data) {
    try {
      return JSON.readTree(data).path(OURS).path("term").asLong(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static String text(JsonNode json, String field) throws IOException {
    JsonNode value = json.path(field);
    if (!value.isTextual()) {
      throw new IOException("field " + field + " is missing or no text");
    }
    return value.textValue();
  }

  private static long whole(JsonNode json, String in, String field) throws IOException {
    JsonNode value = json.path(field);
    if (!value.isIntegralNumber()) {
      String name = in.isEmpty() ? field : in + "." + field;
      throw new IOException(
          "field " + name + " is missing or no whole number: is the leader one of Mesos?");
    }
    return value.longValue();
  }
}
