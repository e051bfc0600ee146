package cuesta.framework.kit.host;

import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.FrameworkStore;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Table;
import cuesta.engine.Tick;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEvent;
import cuesta.framework.kit.Schemas;
import cuesta.framework.kit.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps notes. In schema n a note is written as n dots, then the note: three versions of it live in
 * one class.
 */
final class NotesFramework
    implements Framework<Table<String, String>>, Engine<Table<String, String>, FrameworkEvent> {
  /** A note, as event and as change. */
  record Note(String key, String text) implements FrameworkEvent, Change {}

  final KitHost<Table<String, String>> host;
  final AtomicReference<Reason> over = new AtomicReference<>();
  private final Schemas schemas;

  NotesFramework(FrameworkContext context, int newest, int written) {
    schemas = new Schemas("notes", newest, written);
    host = new KitHost<>(this, context);
  }

  @Override
  public FrameworkInfo info() {
    return FrameworkInfo.of("notes", RoleId.DEFAULT, Duration.ofDays(7));
  }

  @Override
  public Engine<Table<String, String>, FrameworkEvent> engine() {
    return this;
  }

  @Override
  public Table<String, String> initial() {
    return Table.empty();
  }

  @Override
  public Step<Table<String, String>> step(
      Table<String, String> state, FrameworkEvent event, Tick tick) {
    if (event instanceof Note note) {
      return new Step<>(replay(state, note), List.of(note), List.of());
    }
    Table<String, String> all = Table.<String, String>empty().with("", "loaded");
    if (event instanceof KitEvent.Loaded loaded) {
      for (Change change : loaded.kept()) {
        all = replay(all, change);
      }
      return new Step<>(all, List.of(), List.of());
    }
    return Step.none(state);
  }

  @Override
  public Table<String, String> replay(Table<String, String> state, Change change) {
    Note note = (Note) change;
    return state.with(note.key(), note.text());
  }

  @Override
  public StoreCodec codec() {
    return new StoreCodec() {
      @Override
      public Write write(Change change) {
        Note note = (Note) change;
        String text = ".".repeat(schemas.written()) + note.text();
        return new Write(
            note.key(), schemas.written(), Optional.of(text.getBytes(StandardCharsets.UTF_8)));
      }

      @Override
      public Change read(FrameworkStore.Entry entry) {
        String text = new String(entry.value(), StandardCharsets.UTF_8);
        return new Note(entry.key(), text.substring(schemas.of(entry)));
      }

      @Override
      public boolean isCurrent(FrameworkStore.Entry entry) {
        return schemas.isCurrent(entry);
      }
    };
  }

  @Override
  public void perform(Effect effect) {}

  @Override
  public void over(Reason why) {
    over.set(why);
  }
}
