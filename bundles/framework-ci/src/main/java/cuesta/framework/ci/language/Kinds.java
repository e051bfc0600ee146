package cuesta.framework.ci.language;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Short names, so that the tables read as tables. */
final class Kinds {
  static final Kind TEXT = new Kind.Text();
  static final Kind FLAG = new Kind.Flag();
  static final Kind CONDITION = new Kind.Condition();
  static final Kind ANYTHING = new Kind.Anything();
  static final Kind TEXTS = list(TEXT);
  static final Kind TEXT_OR_TEXTS = oneOf(TEXT, TEXTS);

  /** Lists within lists come from anchors and references. */
  static final Kind SCRIPT = oneOf(TEXT, new Kind.Listing(TEXT, Integer.MAX_VALUE, true));

  private Kinds() {}

  static Kind words(String... words) {
    return new Kind.Words(List.of(words));
  }

  static Kind count(int least, int most) {
    return new Kind.Count(least, most);
  }

  static Kind span(long mostSeconds) {
    return new Kind.Span(false, mostSeconds);
  }

  static Kind list(Kind item) {
    return new Kind.Listing(item, Integer.MAX_VALUE, false);
  }

  static Kind list(Kind item, int most) {
    return new Kind.Listing(item, most, false);
  }

  static Kind nested(Kind item) {
    return new Kind.Listing(item, Integer.MAX_VALUE, true);
  }

  static Kind oneOf(Kind... kinds) {
    return new Kind.OneOf(List.of(kinds));
  }

  static Kind dictionary(Kind value) {
    return new Kind.Dictionary(value);
  }

  static Kind.Group group(Key... keys) {
    return new Kind.Group(table(keys));
  }

  static SequencedMap<String, Key> table(Key... keys) {
    LinkedHashMap<String, Key> table = new LinkedHashMap<>();
    for (Key key : keys) {
      table.put(key.name(), key);
    }
    return Collections.unmodifiableSequencedMap(table);
  }

  static Key used(String name, Kind kind) {
    return new Key(name, Key.Status.USED, kind);
  }

  static Key noted(String name, Kind kind) {
    return new Key(name, Key.Status.NOTED, kind);
  }

  static Key direct(String name) {
    return new Key(name, Key.Status.DIRECT, ANYTHING);
  }

  static Key refused(String name) {
    return new Key(name, Key.Status.REFUSED, ANYTHING);
  }
}
