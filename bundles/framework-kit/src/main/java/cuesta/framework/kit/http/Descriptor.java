package cuesta.framework.kit.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Describes routes to the command line, which knows nothing of frameworks. */
final class Descriptor {
  private Descriptor() {}

  static String json(String about, List<Route> routes) {
    return Json.object(
        out -> {
          out.writeStringField("about", about);
          out.writeArrayFieldStart("commands");
          for (Route route : routes) {
            if (route.command().isPresent()) {
              command(out, route, route.command().get());
            }
          }
          out.writeEndArray();
        });
  }

  private static void command(JsonGenerator out, Route route, Route.Command command)
      throws IOException {
    Collection<Param> params = route.declared().values();
    out.writeStartObject();
    out.writeStringField("name", command.name());
    out.writeStringField("about", command.about());
    out.writeArrayFieldStart("arguments");
    for (Param param : params) {
      if (param.place() == Param.Place.ARGUMENT) {
        word(out, param);
      }
    }
    out.writeEndArray();
    for (Param param : params) {
      if (param.place() == Param.Place.REST) {
        out.writeFieldName("rest");
        word(out, param);
      }
    }
    out.writeArrayFieldStart("flags");
    for (Param param : params) {
      if (param.place() == Param.Place.FLAG) {
        flag(out, param);
      }
    }
    out.writeEndArray();
    out.writeStringField("method", route.method());
    out.writeStringField("path", route.path());
    show(out, command.show());
    if (command.watch().isPresent()) {
      out.writeObjectFieldStart("watch");
      out.writeStringField("tree", command.watch().get().tree());
      out.writeStringField("branch", command.watch().get().branch());
      out.writeStringField("every", command.watch().get().every());
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private static void word(JsonGenerator out, Param param) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", param.name());
    out.writeStringField("about", param.about());
    out.writeBooleanField("required", param.required());
    tree(out, param);
    out.writeEndObject();
  }

  private static void tree(JsonGenerator out, Param param) throws IOException {
    if (param.tree().isPresent()) {
      out.writeObjectFieldStart("tree");
      text(out, "untracked", param.tree().get().untracked());
      text(out, "ref", param.tree().get().ref());
      out.writeEndObject();
    }
  }

  private static void flag(JsonGenerator out, Param param) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", param.name());
    text(out, "short", param.letter());
    text(out, "value", param.value());
    out.writeStringField("about", param.about());
    when(out, "required", param.required());
    when(out, "map", param.kind() == Param.Kind.MAP);
    when(out, "repeat", param.kind() == Param.Kind.LIST);
    when(out, "file", param.kind() == Param.Kind.FILE);
    when(out, "local", param.local());
    tree(out, param);
    if (!param.values().isEmpty()) {
      out.writeArrayFieldStart("values");
      for (String value : param.values()) {
        out.writeString(value);
      }
      out.writeEndArray();
    }
    text(out, "default", param.usual());
    out.writeEndObject();
  }

  private static void show(JsonGenerator out, Show show) throws IOException {
    out.writeObjectFieldStart("show");
    text(out, "line", show.line());
    text(out, "rows", show.rows());
    if (!show.columns().isEmpty()) {
      out.writeArrayFieldStart("columns");
      for (Show.Column column : show.columns()) {
        out.writeStartObject();
        out.writeStringField("title", column.title());
        out.writeStringField("key", column.key());
        out.writeStringField("format", column.format());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    when(out, "fields", show.fields());
    text(out, "text", show.text());
    when(out, "stream", show.stream());
    text(out, "exit", show.exit());
    text(out, "resume", show.resume());
    text(out, "unpack", show.unpack());
    if (show.follow().isPresent()) {
      out.writeObjectFieldStart("follow");
      out.writeStringField("path", show.follow().get().path());
      out.writeStringField("end", show.follow().get().end());
      text(out, "unless", show.follow().get().unless());
      text(out, "leaving", show.follow().get().leaving());
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private static void text(JsonGenerator out, String field, String text) throws IOException {
    if (!text.isEmpty()) {
      out.writeStringField(field, text);
    }
  }

  private static void when(JsonGenerator out, String field, boolean so) throws IOException {
    if (so) {
      out.writeBooleanField(field, true);
    }
  }
}
