package cuesta.admin.resource;

import cuesta.admin.http.Answer;
import cuesta.admin.http.Call;
import cuesta.admin.http.Resource;
import cuesta.admin.json.Json;
import cuesta.api.front.Deployments;
import cuesta.api.front.PluginView;
import cuesta.api.front.Slots;
import java.io.IOException;
import java.util.List;

/**
 * {@code GET /plugins}: the candidates of all slots of this process, the files that were deployed
 * into it, and what happened.
 *
 * @param services what is there
 */
record PluginsResource(Services services) implements Resource {
  @Override
  public Answer answer(Call call) {
    call.accept();
    Paths.end(call);
    List<PluginView> candidates =
        services.slots().stream().map(Slots::candidates).flatMap(List::stream).toList();
    List<Deployments.Deployment> files =
        services.deployments().map(Deployments::deployments).orElse(List.of());
    List<String> history = services.deployments().map(Deployments::history).orElse(List.of());
    return Answer.json(
        200,
        json -> {
          json.array(
              "plugins",
              () -> {
                for (PluginView plugin : candidates) {
                  json.object(() -> plugin(json, plugin));
                }
              });
          json.array(
              "files",
              () -> {
                for (Deployments.Deployment file : files) {
                  json.object(() -> file(json, file));
                }
              });
          json.array(
              "history",
              () -> {
                for (String line : history) {
                  json.item(line);
                }
              });
        });
  }

  private static void plugin(Json json, PluginView plugin) throws IOException {
    json.text("node", plugin.node());
    json.text("slot", plugin.slot());
    json.text("name", plugin.name());
    json.text("bundle", plugin.bundle());
    json.text("version", plugin.version());
    json.number("bundle_id", plugin.bundleId());
    json.text("file", plugin.file());
    json.text("state", plugin.state());
    json.time("since", plugin.since());
    json.reasons("reasons", plugin.reasons());
  }

  private static void file(Json json, Deployments.Deployment file) throws IOException {
    json.text("file", file.file());
    json.text("hash", file.hash());
    json.text("bundle", file.bundle());
    json.text("version", file.version());
    json.number("bundle_id", file.bundleId());
    json.text("state", file.state());
    json.time("since", file.since());
    json.reason("reason", file.reason());
  }
}
