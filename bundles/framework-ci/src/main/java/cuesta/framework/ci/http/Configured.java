package cuesta.framework.ci.http;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.blob.Blobs;
import cuesta.framework.ci.language.Compiled;
import cuesta.framework.ci.language.Configuration;
import cuesta.framework.ci.language.Remark;
import cuesta.framework.ci.language.Request;
import cuesta.framework.ci.launch.Predefined;
import cuesta.framework.ci.spec.Value;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Invalid;
import cuesta.framework.kit.http.SourceTree;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The configuration in a tree that a call brought, as it comes out for this call.
 *
 * @param tree the files
 * @param source why there is to be a pipeline
 * @param predefined variables that say what it is of
 * @param given variables of whoever calls
 * @param compiled what the language makes of it
 */
record Configured(
    SourceTree tree,
    String source,
    SortedMap<String, Value> predefined,
    SortedMap<String, Value> given,
    Compiled compiled) {

  /**
   * Reads and compiles. Takes its time; on the caller's thread.
   *
   * @param only the jobs that are asked for; empty for all
   */
  static Configured of(Call call, Blobs blobs, Collection<String> only) {
    SourceTree tree =
        call.input()
            .tree("dir")
            .orElseThrow(() -> Invalid.field("dir", "it is missing", "name a git repository"));
    String file = call.input().text("file", CiParams.USUAL_FILE, 500).replaceFirst("^\\./", "");
    String source = call.input().text("source", "push", 40);
    String who = call.http().principal().name();
    SortedMap<String, Value> predefined = Predefined.of(tree.git(), file, source, who);
    SortedMap<String, Value> given = CiParams.given(call.input());
    Request request = new Request(file, predefined, given, new TreeSet<>(only));
    try {
      TreeSource files = TreeSource.read(blobs, tree);
      return new Configured(tree, source, predefined, given, Configuration.compile(files, request));
    } catch (NoSuchFileException e) {
      throw new Refused(
          Reason.of(
              Reasons.UNKNOWN,
              tree.blob().hash(),
              "the masters do not have these files any more",
              "run the command again"));
    } catch (IOException e) {
      throw Invalid.field("dir", "the packed files cannot be read: " + e.getMessage(), "");
    }
  }

  List<Remark> errors() {
    return compiled.remarks().stream().filter(Remark::fatal).toList();
  }

  /** Refused if nothing can be started by it. */
  Configured check() {
    List<Remark> errors = errors();
    if (!errors.isEmpty()) {
      String more =
          errors.size() == 1
              ? ""
              : " (and " + (errors.size() - 1) + " more: cuesta ci lint shows all)";
      Remark first = errors.getFirst();
      throw new Refused(
          Reason.of(
              Reasons.INVALID,
              first.file() + (first.line() > 0 ? ":" + first.line() : ""),
              (first.path().isEmpty() ? "" : first.path() + ": ") + first.text() + more,
              first.hint()));
    }
    if (compiled.pipeline().isEmpty()) {
      throw new Refused(
          Reason.of(
              Codes.PIPELINE_EMPTY,
              call(),
              compiled.skipped().orElse("no job is to run"),
              "see why: cuesta ci explain JOB"));
    }
    return this;
  }

  private String call() {
    return Predefined.project(tree.git()) + " at " + Predefined.ref(tree.git());
  }
}
