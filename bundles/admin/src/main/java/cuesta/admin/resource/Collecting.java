package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Failure;
import cuesta.admin.json.JsonBody;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Selection;
import cuesta.api.front.AgentDoor;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * {@code POST /<node>/files/collect?path=&packed=&most_bytes= {"below"?, "include", "exclude"?}}:
 * takes files out of a sandbox to the masters.
 */
final class Collecting {
  static final String[] PARAMETERS = {"path", "packed", "most_bytes"};

  private Collecting() {}

  static Answer answer(AgentDoor door, String sandbox, Call call) throws IOException {
    Selection selection = selection(call);
    Collected found = collect(door, sandbox, selection);
    return Answer.json(
        200,
        json -> {
          json.text("hash", found.blob().map(blob -> blob.hash()));
          json.number("size", found.blob().map(blob -> blob.size()).orElse(0L));
          json.number("files", found.files());
          json.number("bytes", found.bytes());
        });
  }

  private static Selection selection(Call call) throws IOException {
    JsonBody body = JsonBody.read(call.body(), List.of("below", "include", "exclude"));
    return new Selection(
        body.optional("below").orElse(""),
        body.list("include"),
        body.list("exclude"),
        call.flag("packed"),
        call.number("most_bytes", Long.MAX_VALUE));
  }

  private static Collected collect(AgentDoor door, String sandbox, Selection selection)
      throws IOException {
    try {
      return door.collect(sandbox, selection);
    } catch (Refused e) {
      Reason why = e.reason();
      throw Failure.of(409, Reason.of(why.code(), sandbox, why.detail(), why.hint()));
    } catch (NoSuchFileException e) {
      if (sandbox.equals(e.getFile())) {
        throw e;
      }
      throw failed(409, sandbox, e.getFile() + " vanished meanwhile");
    } catch (ConnectException e) {
      throw failed(503, sandbox, e.getMessage());
    } catch (FileSystemException e) {
      throw failed(409, sandbox, e.toString());
    } catch (IOException e) {
      throw failed(409, sandbox, String.valueOf(e.getMessage()));
    }
  }

  private static Failure failed(int status, String sandbox, String why) {
    return Failure.of(status, Reason.of(Reasons.COLLECT_FAILED, sandbox, why));
  }
}
