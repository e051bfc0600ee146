package cuesta.framework.ci.language;

import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** What may stand for a key. */
sealed interface Kind {
  /** For people, as the end of "it must be". */
  String text();

  /** One value of any kind. */
  record Text() implements Kind {
    @Override
    public String text() {
      return "a text";
    }
  }

  /** One of some words. */
  record Words(List<String> words) implements Kind {
    @Override
    public String text() {
      return "one of " + String.join(", ", words);
    }
  }

  /** True or false. */
  record Flag() implements Kind {
    @Override
    public String text() {
      return "true or false";
    }
  }

  /** A whole number. */
  record Count(int least, int most) implements Kind {
    @Override
    public String text() {
      return "a number from " + least + " to " + most;
    }
  }

  /** A time, as {@link Spans} takes it; at most some seconds. */
  record Span(boolean never, long most) implements Kind {
    @Override
    public String text() {
      return "a time like 1h 30m" + (never ? ", or never" : "");
    }
  }

  /** A condition. */
  record Condition() implements Kind {
    @Override
    public String text() {
      return "a condition";
    }
  }

  /** A list; lists within count as if written out, if nested. */
  record Listing(Kind item, int most, boolean nested) implements Kind {
    @Override
    public String text() {
      return "a list";
    }
  }

  /** Keys out of a table. */
  record Group(SequencedMap<String, Key> keys) implements Kind {
    @Override
    public String text() {
      return "one or more of the keys "
          + keys.values().stream()
              .filter(key -> key.status() != Key.Status.REFUSED)
              .map(Key::name)
              .collect(Collectors.joining(", "));
    }
  }

  /** Names of the author's own. */
  record Dictionary(Kind value) implements Kind {
    @Override
    public String text() {
      return "NAME: VALUE pairs";
    }
  }

  /** One of several that differ in shape. */
  record OneOf(List<Kind> kinds) implements Kind {
    @Override
    public String text() {
      return kinds.stream().map(Kind::text).collect(Collectors.joining(", or "));
    }
  }

  /** Not looked at. */
  record Anything() implements Kind {
    @Override
    public String text() {
      return "anything";
    }
  }

  /** Whether a part has the shape of this kind. */
  default boolean fits(Tree tree) {
    return switch (this) {
      case Anything _ -> true;
      case OneOf(List<Kind> kinds) -> kinds.stream().anyMatch(kind -> kind.fits(tree));
      case Listing _ -> tree instanceof Tree.Items;
      case Group _, Dictionary _ -> tree instanceof Tree.Keys;
      default -> tree instanceof Tree.Leaf;
    };
  }
}
