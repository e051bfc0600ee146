package cuesta.framework.webapp;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.TaskFiles;
import cuesta.api.http.HttpReply;
import cuesta.framework.kit.http.Call;
import cuesta.framework.kit.http.Param;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.Site;
import cuesta.framework.webapp.engine.WebState;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What instances wrote, read where they run. */
final class Logs {
  static final Param[] PARAMS = {
    Param.toggle("follow", "goes on as they write").letter("f"),
    Param.flag("instance", "NO", "of one only, see status").usually("all"),
    Param.toggle("stdout", "standard output alone"),
    Param.toggle("stderr", "standard error alone"),
    Param.flag("bytes", "N", "of each, its last so many").usually("16384"),
  };

  private static final int BYTES = 16_384;

  /** A look at the list of instances costs next to nothing. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Supplier<WebState> state;
  private final Supplier<TaskFiles> files;

  Logs(Supplier<WebState> state, Supplier<TaskFiles> files) {
    this.state = state;
    this.files = files;
  }

  HttpReply logs(Call call) {
    String name = call.need("name");
    if (state.get().sites().get(name) == null) {
      throw unknown(name, "there is no such application", "list them: cuesta app list");
    }
    long number = call.input().number("instance", 0, 0, Long.MAX_VALUE);
    if (number != 0 && instances(name, number).isEmpty()) {
      throw unknown(
          name + " instance " + number,
          "there is no such instance, or it has ended",
          "see them: cuesta app status " + name);
    }
    boolean all = call.input().flag("stdout") == call.input().flag("stderr");
    List<String> written =
        Stream.of("stdout", "stderr").filter(one -> all || call.input().flag(one)).toList();
    int bytes = (int) call.input().number("bytes", BYTES, 0, TaskFiles.MAX_BYTES);
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "application/octet-stream");
    Tailing tailing =
        new Tailing(
            () -> instances(name, number),
            new Tailing.Asking(files.get(), written, bytes, call.input().flag("follow"), LOOK));
    return new HttpReply(200, headers, tailing);
  }

  private static Refused unknown(String subject, String detail, String hint) {
    return new Refused(Reason.of(Reasons.UNKNOWN, subject, detail, hint));
  }

  private List<Instance> instances(String name, long number) {
    Site site = state.get().sites().get(name);
    return site == null
        ? List.of()
        : site.all().stream()
            .filter(one -> one.launch().at().isPresent())
            .filter(one -> number == 0 || one.number() == number)
            .toList();
  }
}
