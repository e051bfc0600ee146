package cuesta.framework.cron.engine;

/**
 * A run's output as it lies in the store.
 *
 * @param packed its length there, in bytes
 * @param bytes the bytes; empty where only the length is known
 */
public record Packed(int packed, byte[] bytes) {
  /**
   * An output on its way into the store.
   *
   * @param bytes its bytes, packed
   * @return with the bytes
   */
  public static Packed of(byte[] bytes) {
    return new Packed(bytes.length, bytes);
  }

  /**
   * An output that lies in the store already.
   *
   * @param length its length there
   * @return without the bytes
   */
  public static Packed stored(int length) {
    return new Packed(length, new byte[0]);
  }

  /** Without the bytes, whose text would differ from run to run. */
  @Override
  public String toString() {
    return packed + " bytes";
  }
}
