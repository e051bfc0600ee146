package cuesta.framework.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.RoleId;
import cuesta.api.TaskState;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.resources.Resources;
import cuesta.engine.Change;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.Schemas;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.http.Json;
import cuesta.framework.run.engine.Request;
import cuesta.framework.run.engine.Run;
import cuesta.framework.run.engine.RunChange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Runs as entries of the store: flat JSON with short names. It evolves by adding fields, which
 * older readers skip; what they must not skip needs a new schema number.
 */
public final class RunCodec implements StoreCodec {
  static final int SCHEMA = 1;

  private static final Schemas SCHEMAS = new Schemas("framework-run", SCHEMA, SCHEMA);

  private static final String KEYS = "run/";

  @Override
  public Write write(Change change) {
    return switch ((RunChange) change) {
      case RunChange.Kept kept ->
          new Write(key(kept.run().number()), SCHEMA, Optional.of(bytes(kept.run())));
      case RunChange.Forgotten forgotten ->
          new Write(key(forgotten.number()), SCHEMA, Optional.empty());
    };
  }

  /** Keys sort as their numbers do. */
  static String key(long number) {
    return String.format(java.util.Locale.ROOT, "%s%019d", KEYS, number);
  }

  private static byte[] bytes(Run run) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = Json.FACTORY.createGenerator(bytes)) {
      out.writeStartObject();
      write(out, run);
      write(out, run.request());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, Run run) throws IOException {
    out.writeNumberField("number", run.number());
    out.writeNumberField("version", run.version());
    out.writeNumberField("attempt", run.launch().number());
    out.writeStringField("state", run.state().name());
    out.writeStringField("created", run.created().toString());
    if (run.launch().at().isPresent()) {
      Launch.At at = run.launch().at().get();
      out.writeStringField("agent", at.agent().value());
      out.writeStringField("took", at.resources().toString());
      text(out, "container", at.container().map(ContainerId::value));
    }
    text(out, "kill", run.kill().map(Duration::toString));
    text(out, "started", run.started().map(Instant::toString));
    text(out, "ended", run.ended().map(Instant::toString));
    if (run.exit().isPresent()) {
      out.writeNumberField("exit", run.exit().getAsInt());
    }
    if (run.reason().isPresent()) {
      Reason why = run.reason().get();
      texts(out, "reason", List.of(why.code(), why.subject(), why.detail(), why.hint()));
    }
  }

  private static void write(JsonGenerator out, Request request) throws IOException {
    texts(out, "command", request.command());
    out.writeBooleanField("shell", request.shell());
    out.writeNumberField("cpus", request.cpus());
    out.writeNumberField("mem", request.mem());
    out.writeNumberField("disk", request.disk());
    out.writeNumberField("ports", request.ports());
    List<String> variables = new ArrayList<>();
    for (Map.Entry<String, String> variable : request.environment().entrySet()) {
      variables.add(variable.getKey());
      variables.add(variable.getValue());
    }
    texts(out, "env", variables);
    out.writeStringField("name", request.name());
    out.writeStringField("user", request.user());
    out.writeStringField("role", request.role().value());
    out.writeStringField("grace", request.grace().toString());
    out.writeStringField("principal", request.principal());
    out.writeStringField("key", request.key());
  }

  private static void text(JsonGenerator out, String field, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      out.writeStringField(field, value.get());
    }
  }

  private static void texts(JsonGenerator out, String field, List<String> values)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }

  @Override
  public Change read(FrameworkStore.Entry entry) {
    SCHEMAS.of(entry);
    if (!entry.key().startsWith(KEYS)) {
      throw new Refused(
          Reason.of(
              Reasons.DATA_NEWER,
              entry.key(),
              "is no entry that this framework-run knows",
              "deploy the version that wrote it again"));
    }
    try {
      return new RunChange.Kept(run(fields(entry.value())));
    } catch (IOException | DateTimeException | IllegalArgumentException | NullPointerException e) {
      throw new Refused(
          Reason.of(
              Reasons.DATA_CORRUPT,
              entry.key(),
              "the kept run cannot be read: " + e.getMessage(),
              "restore the registry, or remove the framework to forget its runs"));
    }
  }

  @Override
  public boolean isCurrent(FrameworkStore.Entry entry) {
    return SCHEMAS.isCurrent(entry);
  }

  /** A flat object: each field is a list of texts. */
  private static Map<String, List<String>> fields(byte[] value) throws IOException {
    Map<String, List<String>> fields = new TreeMap<>();
    try (JsonParser parser = Json.FACTORY.createParser(value)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        List<String> texts = new ArrayList<>();
        if (parser.nextToken() == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            texts.add(parser.getText());
          }
        } else if (parser.currentToken().isScalarValue()) {
          texts.add(parser.getText());
        } else {
          parser.skipChildren(); // of a newer version
        }
        fields.put(field, texts);
      }
    }
    return fields;
  }

  private static Run run(Map<String, List<String>> from) {
    return new Run(
        number(from, "number"),
        number(from, "version"),
        request(from),
        launch(from),
        one(from, "exit").map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty()),
        Instant.parse(need(from, "created")),
        one(from, "ended").map(Instant::parse));
  }

  private static Launch launch(Map<String, List<String>> from) {
    return new Launch(
        Run.PREFIX + number(from, "number"),
        (int) number(from, "attempt"),
        one(from, "agent").map(agent -> at(agent, from)),
        TaskState.valueOf(need(from, "state")),
        one(from, "started").map(Instant::parse),
        one(from, "kill").map(Duration::parse),
        Optional.ofNullable(from.get("reason"))
            .map(r -> new Reason(r.get(0), r.get(1), r.get(2), r.get(3))));
  }

  private static Launch.At at(String agent, Map<String, List<String>> from) {
    return new Launch.At(
        new AgentId(agent),
        Resources.parse(need(from, "took")),
        one(from, "container").map(ContainerId::new));
  }

  private static Request request(Map<String, List<String>> from) {
    List<String> variables = from.get("env");
    TreeMap<String, String> environment = new TreeMap<>();
    for (int i = 0; i + 1 < variables.size(); i += 2) {
      environment.put(variables.get(i), variables.get(i + 1));
    }
    return new Request(
        from.get("command"),
        Boolean.parseBoolean(need(from, "shell")),
        number(from, "cpus"),
        number(from, "mem"),
        number(from, "disk"),
        (int) number(from, "ports"),
        environment,
        need(from, "name"),
        need(from, "user"),
        new RoleId(need(from, "role")),
        Duration.parse(need(from, "grace")),
        need(from, "principal"),
        need(from, "key"));
  }

  private static Optional<String> one(Map<String, List<String>> from, String field) {
    return Optional.ofNullable(from.get(field)).filter(f -> !f.isEmpty()).map(List::getFirst);
  }

  private static String need(Map<String, List<String>> from, String field) {
    return one(from, field)
        .orElseThrow(() -> new IllegalArgumentException("field " + field + " is missing"));
  }

  private static long number(Map<String, List<String>> from, String field) {
    return Long.parseLong(need(from, field));
  }
}
