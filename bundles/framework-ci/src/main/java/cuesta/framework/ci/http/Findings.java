package cuesta.framework.ci.http;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.framework.ci.language.Explanation;
import cuesta.framework.ci.language.Judged;
import cuesta.framework.ci.language.Origin;
import cuesta.framework.ci.language.Remark;
import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.Need;
import cuesta.framework.kit.http.Invalid;
import cuesta.framework.kit.http.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the language has to say of a configuration: {@code lint} and {@code explain}. */
final class Findings {
  private Findings() {}

  /** What is wrong, and what there would be to run. */
  static String lint(Configured configured) {
    List<String> lines = new ArrayList<>(remarks(configured));
    boolean valid = configured.errors().isEmpty();
    List<JobSpec> jobs = jobs(configured);
    if (valid) {
      lines.add(
          configured
              .compiled()
              .skipped()
              .map(why -> "valid, but nothing would run: " + why)
              .orElseGet(() -> "valid, " + jobs.size() + " jobs would run:"));
      jobs.forEach(job -> lines.add("  " + job.stage() + " / " + job.name() + conduct(job)));
    } else {
      lines.add("not valid: " + configured.errors().size() + " errors");
    }
    return Json.object(
        out -> {
          out.writeBooleanField("valid", valid);
          out.writeNumberField("exit", valid ? 0 : 1);
          out.writeStringField("text", String.join("\n", lines));
          out.writeArrayFieldStart("remarks");
          for (Remark remark : configured.compiled().remarks()) {
            out.writeStartObject();
            out.writeBooleanField("error", remark.fatal());
            out.writeStringField("file", remark.file());
            out.writeNumberField("line", remark.line());
            out.writeStringField("key", remark.path());
            out.writeStringField("text", remark.text());
            out.writeStringField("hint", remark.hint());
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeArrayFieldStart("jobs");
          for (JobSpec job : jobs) {
            job(out, job);
          }
          out.writeEndArray();
        });
  }

  static List<String> remarks(Configured configured) {
    return configured.compiled().remarks().stream()
        .map(remark -> (remark.fatal() ? "error: " : "note: ") + remark)
        .toList();
  }

  private static List<JobSpec> jobs(Configured configured) {
    return configured.compiled().pipeline().map(pipeline -> pipeline.jobs()).orElse(List.of());
  }

  private static String conduct(JobSpec job) {
    List<String> words = new ArrayList<>();
    switch (job.flow().when()) {
      case ON_SUCCESS -> {}
      case DELAYED -> words.add("delayed by " + job.flow().startIn().toSeconds() + " s");
      default -> words.add(job.flow().when().text());
    }
    if (job.flow().allow().any()) {
      words.add("may fail");
    }
    job.flow()
        .needs()
        .ifPresent(
            needs ->
                words.add(
                    needs.isEmpty()
                        ? "needs nothing"
                        : "needs " + String.join(", ", needs.stream().map(Need::job).toList())));
    return words.isEmpty() ? "" : "  (" + String.join("; ", words) + ")";
  }

  private static void job(JsonGenerator out, JobSpec job) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", job.name());
    out.writeStringField("stage", job.stage());
    out.writeStringField("when", job.flow().when().text());
    out.writeBooleanField("allow-failure", job.flow().allow().any());
    if (job.flow().needs().isPresent()) {
      out.writeArrayFieldStart("needs");
      for (Need need : job.flow().needs().get()) {
        out.writeString(need.job());
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  /** Why a job is in or not, and where its keys come from. */
  static String explain(Configured configured, String name) {
    Map<String, Explanation> all = configured.compiled().jobs();
    Explanation found = all.get(name);
    if (found == null) {
      throw Invalid.name("job", name, all.keySet());
    }
    List<String> lines = new ArrayList<>();
    lines.add(name + (found.included() ? " is in: " : " is left out: ") + found.decision());
    for (Judged judged : found.judged()) {
      lines.add(
          "  "
              + judged.at()
              + "  "
              + judged.path()
              + "  "
              + (judged.matched() ? "applies: " : "does not apply: ")
              + judged.text());
    }
    if (!found.keys().isEmpty()) {
      lines.add("its keys:");
      int widest = found.keys().keySet().stream().mapToInt(String::length).max().orElse(0);
      found
          .keys()
          .forEach(
              (key, origin) ->
                  lines.add("  " + key + " ".repeat(widest - key.length()) + "  " + from(origin)));
    }
    return Json.object(
        out -> {
          out.writeStringField("job", name);
          out.writeBooleanField("included", found.included());
          out.writeStringField("decision", found.decision());
          out.writeStringField("text", String.join("\n", lines));
          out.writeArrayFieldStart("judged");
          for (Judged judged : found.judged()) {
            out.writeStartObject();
            out.writeStringField("at", judged.at().toString());
            out.writeStringField("path", judged.path());
            out.writeStringField("text", judged.text());
            out.writeBooleanField("applies", judged.matched());
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeObjectFieldStart("keys");
          for (Map.Entry<String, Origin> key : found.keys().entrySet()) {
            out.writeStringField(key.getKey(), from(key.getValue()));
          }
          out.writeEndObject();
        });
  }

  private static String from(Origin origin) {
    return origin
        + Optional.of(origin.via()).filter(v -> !v.isEmpty()).map(v -> "  " + v).orElse("");
  }
}
