package cuesta.api.resources;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Scalars between text and thousandths, as Mesos rounds them: half away from zero at three
 * decimals.
 */
public final class Amounts {
  /**
   * The largest amount accepted from outside, in units: far beyond any cluster, far below overflow
   * of sums over many agents.
   */
  public static final long MAX_UNITS = 1_000_000_000_000L;

  private Amounts() {}

  /**
   * Reads an amount.
   *
   * @param field what the error message calls it
   * @param text a decimal number ≥ 0
   * @return thousandths
   * @throws IllegalArgumentException naming the field
   */
  public static long milli(String field, String text) {
    BigDecimal number;
    try {
      number = text.length() > 64 ? null : new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      number = null;
    }
    if (number == null) {
      throw new IllegalArgumentException(field + " is not a number: '" + text + "'");
    }
    if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(MAX_UNITS)) > 0) {
      throw new IllegalArgumentException(
          field + " must be between 0 and " + MAX_UNITS + ", not " + text.strip());
    }
    return number.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  /**
   * Converts a wire double.
   *
   * @param field what the error message calls it
   * @param units the amount
   * @return thousandths
   * @throws IllegalArgumentException if negative, infinite or not a number
   */
  public static long milli(String field, double units) {
    if (!(units >= 0 && units <= MAX_UNITS)) {
      throw new IllegalArgumentException(
          field + " must be between 0 and " + MAX_UNITS + ", not " + units);
    }
    return Math.round(units * 1000);
  }

  /**
   * Writes thousandths as a decimal without trailing zeros.
   *
   * @param milli thousandths
   * @return for example {@code 0.5} or {@code 1024}
   */
  public static String text(long milli) {
    if (milli % 1000 == 0) {
      return Long.toString(milli / 1000);
    }
    return BigDecimal.valueOf(milli, 3).stripTrailingZeros().toPlainString();
  }
}
