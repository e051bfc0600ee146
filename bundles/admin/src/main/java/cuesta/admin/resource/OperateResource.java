package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Resource;
import cuesta.admin.json.JsonBody;
import cuesta.api.front.OperatorCall;
import java.util.List;

/**
 * {@code POST /operate {"kind", "arguments"}}.
 *
 * @param operations who does it
 */
record OperateResource(Operations operations) implements Resource {
  @Override
  public Answer answer(Call call) throws Exception {
    call.accept();
    Paths.end(call);
    JsonBody body = JsonBody.read(call.body(), List.of("kind", "arguments"));
    return operations.perform(call, new OperatorCall(body.text("kind"), body.object("arguments")));
  }
}
