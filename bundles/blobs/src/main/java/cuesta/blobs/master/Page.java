package cuesta.blobs.master;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import cuesta.api.Reason;
import cuesta.api.blob.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What is new for a follower.
 *
 * @param log which log the numbers are of; another one begins anew
 * @param next what to ask after next
 * @param head the number of the log's newest line
 * @param added what came
 * @param gone what was removed
 * @param owners all that ever said what they need
 */
record Page(
    String log, long next, long head, List<Blob> added, List<String> gone, List<String> owners) {
  private static final JsonFactory JSON = new JsonFactory();

  Page {
    added = List.copyOf(added);
    gone = List.copyOf(gone);
    owners = List.copyOf(owners);
  }

  /** What writes into a generator. */
  @FunctionalInterface
  interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  /** An object. */
  static String object(Members members) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    }
    return text.toString();
  }

  static String of(Reason reason) throws IOException {
    return object(
        json -> {
          json.writeStringField("code", reason.code());
          json.writeStringField("subject", reason.subject());
          json.writeStringField("detail", reason.detail());
          json.writeStringField("hint", reason.hint());
        });
  }

  String json() throws IOException {
    return object(
        json -> {
          json.writeStringField("log", log);
          json.writeNumberField("next", next);
          json.writeNumberField("head", head);
          json.writeArrayFieldStart("new");
          for (Blob blob : added) {
            json.writeStartObject();
            json.writeStringField("hash", blob.hash());
            json.writeNumberField("size", blob.size());
            json.writeEndObject();
          }
          json.writeEndArray();
          texts(json, "gone", gone);
          texts(json, "owners", owners);
        });
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /**
   * Reads what {@link #json} wrote; members of later versions are skipped.
   *
   * @throws IOException if it is something else
   */
  static Page read(InputStream in) throws IOException {
    String log = "";
    long next = -1;
    long head = -1;
    List<Blob> added = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    List<String> owners = new ArrayList<>();
    try (JsonParser json = JSON.createParser(in)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the leader's answer is no object");
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        switch (name) {
          case "log" -> log = json.getText();
          case "next" -> next = json.getLongValue();
          case "head" -> head = json.getLongValue();
          case "new" -> added.addAll(blobs(json));
          case "gone" -> gone.addAll(texts(json));
          case "owners" -> owners.addAll(texts(json));
          default -> json.skipChildren();
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("the leader's answer makes no sense: " + e.getMessage(), e);
    }
    if (log.isEmpty() || next < 0 || head < next) {
      throw new IOException("the leader's answer lacks log, next or head");
    }
    return new Page(log, next, head, added, gone, owners);
  }

  private static List<Blob> blobs(JsonParser json) throws IOException {
    List<Blob> blobs = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String hash = "";
      long size = -1;
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        switch (name) {
          case "hash" -> hash = json.getText();
          case "size" -> size = json.getLongValue();
          default -> json.skipChildren();
        }
      }
      blobs.add(new Blob(hash, size));
    }
    return blobs;
  }

  private static List<String> texts(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      texts.add(json.getText());
    }
    return texts;
  }
}
