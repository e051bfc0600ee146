package cuesta.election.zookeeper;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import cuesta.api.ha.LeaderInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;

/** The leader's record: Mesos' MasterInfo as JSON, with an object of ours in it. */
final class LeaderRecord {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String OURS = "cuesta";

  private LeaderRecord() {}

  /** Looks the host up. */
  static byte[] encode(LeaderInfo leader) throws IOException {
    InetAddress ip = address(leader.host());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeObjectFieldStart("address");
      json.writeStringField("hostname", leader.host());
      json.writeStringField("ip", ip.getHostAddress());
      json.writeNumberField("port", leader.port());
      json.writeEndObject();
      json.writeStringField("hostname", leader.host());
      json.writeStringField("id", leader.id());
      json.writeNumberField("ip", number(ip));
      json.writeStringField("pid", "master@" + inPid(ip) + ":" + leader.port());
      json.writeNumberField("port", leader.port());
      json.writeStringField("version", leader.version());
      json.writeObjectFieldStart(OURS);
      json.writeNumberField("linkPort", leader.linkPort());
      json.writeNumberField("term", leader.term());
      json.writeEndObject();
      json.writeEndObject();
    }
    return bytes.toByteArray();
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
    Map<String, Object> fields = fields(data);
    return new LeaderInfo(
        text(fields, "id"),
        whole(fields, OURS + ".term"),
        text(fields, "hostname"),
        (int) whole(fields, "port"),
        (int) whole(fields, OURS + ".linkPort"),
        text(fields, "version"));
  }

  /** The term of a record, 0 if it is nobody's of ours. */
  static long term(byte[] data) {
    try {
      return fields(data).get(OURS + ".term") instanceof Long term ? term : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Texts and whole numbers by their path, such as {@code address.port}; the rest is left out. */
  private static Map<String, Object> fields(byte[] data) throws IOException {
    Map<String, Object> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(data)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      object("", json, fields);
    }
    return fields;
  }

  private static void object(String path, JsonParser json, Map<String, Object> fields)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = path + json.currentName();
      switch (json.nextToken()) {
        case START_OBJECT -> object(name + ".", json, fields);
        case START_ARRAY -> json.skipChildren();
        case VALUE_STRING -> fields.put(name, json.getText());
        case VALUE_NUMBER_INT -> fields.put(name, json.getLongValue());
        default -> {}
      }
    }
  }

  private static String text(Map<String, Object> fields, String name) throws IOException {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw new IOException("field " + name + " is missing or no text");
  }

  private static long whole(Map<String, Object> fields, String name) throws IOException {
    if (fields.get(name) instanceof Long number) {
      return number;
    }
    throw new IOException(
        "field " + name + " is missing or no whole number: is the leader one of Mesos?");
  }
}
