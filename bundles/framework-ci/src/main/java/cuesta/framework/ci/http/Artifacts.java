package cuesta.framework.ci.http;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.blob.Blobs;
import cuesta.api.http.HttpReply;
import cuesta.framework.ci.engine.Archive;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What jobs left behind.
 *
 * @param lookup finds them
 * @param blobs has them
 */
record Artifacts(Lookup lookup, Blobs blobs) {

  HttpReply list(Call call) {
    Line line = lookup.line(call);
    return HttpReply.json(
        200,
        Json.object(
            out -> {
              out.writeArrayFieldStart("artifacts");
              for (Job job : line.jobs().values()) {
                Optional<Archive> archive = job.left().archive();
                if (archive.isPresent()) {
                  out.writeStartObject();
                  out.writeStringField("job", job.name());
                  out.writeStringField("hash", archive.get().blob().hash());
                  out.writeNumberField("files", archive.get().files());
                  out.writeNumberField("bytes", archive.get().bytes());
                  out.writeStringField("expires", archive.get().expires().toString());
                  out.writeEndObject();
                }
              }
              out.writeEndArray();
            }));
  }

  HttpReply get(Call call) throws IOException {
    Line line = lookup.line(call);
    Job job = lookup.job(line, call);
    Archive archive =
        job.left()
            .archive()
            .orElseThrow(
                () ->
                    new Refused(
                        Reason.of(
                            Reasons.UNKNOWN,
                            job.name(),
                            job.left().expired()
                                ? "its artifacts have expired"
                                : "it left no artifacts",
                            "list what there is: cuesta ci artifacts list")));
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "application/gzip");
    headers.put("Content-Length", Long.toString(archive.blob().size()));
    return new HttpReply(200, headers, blobs.open(archive.blob().hash()));
  }
}
