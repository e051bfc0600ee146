package cuesta.cli.args;

/**
 * What stands on a line without dashes.
 *
 * @param name what it is called
 * @param about for help
 * @param required whether it must be there
 */
public record Word(String name, String about, boolean required) {
  /** One that must be there. */
  public static Word of(String name, String about) {
    return new Word(name, about, true);
  }

  /** As usage writes it. */
  String usage() {
    return required ? name : "[" + name + "]";
  }
}
