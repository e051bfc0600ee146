package cuesta.framework.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import cuesta.api.RoleId;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Amounts;
import cuesta.framework.run.engine.Request;
import cuesta.framework.run.engine.RunLimits;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads what callers send. One use. */
final class RequestReader {
  static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final List<String> FIELDS =
      List.of(
          "command", "shell", "cpus", "mem", "env", "name", "user", "ports", "disk", "role",
          "grace");
  private static final int MAX_PORTS = 1_000;
  private static final int MAX_NAME = 200;

  private final List<RoleId> roles;
  private List<String> command = List.of();
  private boolean shell;
  private long cpus = 1_000;
  private long mem = 128_000;
  private long disk;
  private int ports;
  private final TreeMap<String, String> environment = new TreeMap<>();
  private String name = "";
  private String user = "";
  private RoleId role;
  private Duration grace = TaskInfo.DEFAULT_KILL_GRACE;

  private RequestReader(List<RoleId> roles) {
    this.roles = roles;
    role = roles.getFirst();
  }

  /** A request; refused with INVALID naming the field. */
  static Request read(InputStream body, List<RoleId> roles, String principal, String key)
      throws IOException {
    RequestReader reader = new RequestReader(roles);
    fields(body, reader::field);
    return reader.request(principal, key);
  }

  /** The grace of a kill; the body may be empty. */
  static Duration readKill(InputStream body) throws IOException {
    Duration[] grace = {TaskInfo.DEFAULT_KILL_GRACE};
    fields(
        body,
        (field, parser) -> {
          if (!field.equals("grace")) {
            throw Invalid.name("field", field, List.of("grace"));
          }
          grace[0] = Durations.parse("grace", text("grace", parser));
        });
    return grace[0];
  }

  private interface Field {
    void read(String name, JsonParser parser) throws IOException;
  }

  private static void fields(InputStream body, Field to) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return;
      }
      if (first != JsonToken.START_OBJECT) {
        throw Invalid.field("body", "it is not a JSON object", "send {\"command\": [\"true\"]}");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        to.read(field, parser);
      }
      if (parser.nextToken() != null) {
        throw Invalid.field("body", "something follows the JSON object", "send one object");
      }
    } catch (JsonProcessingException e) {
      throw Invalid.field(
          "body",
          "it is not JSON: line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": "
              + e.getOriginalMessage().replaceAll("\\s*\\(start marker.*", ""),
          "");
    }
  }

  private void field(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "command" -> command = texts(field, parser);
      case "shell" -> shell = flag(field, parser);
      case "cpus" -> cpus = amount(field, parser);
      case "mem" -> mem = amount(field, parser);
      case "disk" -> disk = amount(field, parser);
      case "ports" -> ports = count(field, parser);
      case "env" -> environment(parser);
      case "name" -> name = text(field, parser);
      case "user" -> user = text(field, parser);
      case "role" -> role(text(field, parser));
      case "grace" -> grace = Durations.parse(field, text(field, parser));
      default -> throw Invalid.name("field", field, FIELDS);
    }
  }

  private static String text(String field, JsonParser parser) throws IOException {
    if (!parser.currentToken().isScalarValue() || parser.currentToken() == JsonToken.VALUE_NULL) {
      throw Invalid.field(field, "it is not a text", "put it into quotes");
    }
    return parser.getText();
  }

  private static List<String> texts(String field, JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Invalid.field(field, "it is not a list of texts", "for example [\"echo\", \"hello\"]");
    }
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(field, parser));
    }
    return texts;
  }

  private static boolean flag(String field, JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw Invalid.field(field, "it is neither true nor false", "");
    };
  }

  private static long amount(String field, JsonParser parser) throws IOException {
    String text = text(field, parser);
    return text.isEmpty() ? 0 : checked(field, () -> Amounts.milli(field, text));
  }

  private static int count(String field, JsonParser parser) throws IOException {
    String text = text(field, parser);
    if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > MAX_PORTS) {
      throw Invalid.field(field, "'" + text + "' is not a number of ports", "0 to " + MAX_PORTS);
    }
    return Integer.parseInt(text);
  }

  private void environment(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Invalid.field("env", "it is not an object", "for example {\"KEY\": \"value\"}");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String variable = parser.currentName();
      parser.nextToken();
      environment.put(variable, text("env." + variable, parser));
    }
  }

  private void role(String text) {
    if (text.isEmpty()) {
      return;
    }
    role = checked("role", () -> new RoleId(text));
    if (!roles.contains(role)) {
      throw Invalid.field(
          "role", "'" + text + "' is not a role of this framework", "it has " + roles);
    }
  }

  private Request request(String principal, String key) {
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw Invalid.field("command", "it is empty", "say what to run: [\"echo\", \"hello\"]");
    }
    if (shell && command.size() != 1) {
      throw Invalid.field("command", "a shell takes one line", "send a list of one text");
    }
    if (cpus == 0) {
      throw Invalid.field("cpus", "it is 0", "ask for some, 0.1 for example");
    }
    if (mem == 0) {
      throw Invalid.field("mem", "it is 0", "ask for some MiB, 32 for example");
    }
    if (name.length() > MAX_NAME) {
      throw Invalid.field("name", "it has " + name.length() + " characters", "at most " + MAX_NAME);
    }
    Request request =
        new Request(
            command,
            shell,
            cpus,
            mem,
            disk,
            ports,
            environment,
            name.isEmpty() ? defaultName() : name,
            user,
            role,
            grace,
            principal,
            key);
    if (request.weight() > RunLimits.RUN_BYTES) {
      throw Invalid.field(
          "command",
          "command and env take "
              + request.weight()
              + " bytes; at most "
              + RunLimits.RUN_BYTES
              + " are kept",
          "put bulk into a file");
    }
    checked("command", request::commandInfo);
    return request;
  }

  /** The program's name, for people. */
  private String defaultName() {
    String program = shell ? "sh" : command.getFirst();
    String last = program.substring(program.lastIndexOf('/') + 1);
    return last.isEmpty() ? "run" : last.substring(0, Math.min(last.length(), MAX_NAME));
  }

  private interface Checked<T> {
    T get();
  }

  /** The api's own checks name the field in their message. */
  private static <T> T checked(String field, Checked<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw Invalid.field(field, e.getMessage(), "");
    }
  }
}
