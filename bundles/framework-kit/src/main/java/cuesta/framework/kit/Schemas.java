package cuesta.framework.kit;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.FrameworkStore;

/**
 * Which forms of its entries a version of a framework reads and writes. It reads the newest it
 * knows, N, and N−1. The version that brings N still writes N−1, so that a swap back finds what it
 * can read; the next one writes N, and what is still in N−1 is written anew when it starts. The one
 * after that may forget N−1. Adding a field that older readers may skip needs no new number.
 *
 * @param framework the framework's name, for refusals
 * @param newest N, from 1
 * @param written N or N−1
 */
public record Schemas(String framework, int newest, int written) {
  /** Checks. */
  public Schemas {
    if (newest < 1 || written < 1 || written > newest || written < newest - 1) {
      throw new IllegalArgumentException(
          "a version that knows schema " + newest + " cannot write " + written);
    }
  }

  /**
   * The form of an entry.
   *
   * @param entry an entry
   * @return N or N−1
   * @throws Refused with DATA_NEWER or DATA_OLDER if this version cannot read it
   */
  public int of(FrameworkStore.Entry entry) {
    int schema = entry.schema();
    if (schema > newest) {
      throw new Refused(
          Reason.of(
              Reasons.DATA_NEWER,
              entry.key(),
              "has schema " + schema + " of a newer " + framework + "; this one knows " + newest,
              "deploy that version again"));
    }
    if (schema < newest - 1 || schema < 1) {
      throw new Refused(
          Reason.of(
              Reasons.DATA_OLDER,
              entry.key(),
              "has schema " + schema + "; this " + framework + " reads " + reads(),
              "deploy the versions between one after the other first"));
    }
    return schema;
  }

  private String reads() {
    return newest == 1 ? "1" : (newest - 1) + " and " + newest;
  }

  /**
   * Whether an entry has the form that is written now.
   *
   * @param entry an entry
   * @return false if it is to be written anew
   */
  public boolean isCurrent(FrameworkStore.Entry entry) {
    return entry.schema() == written;
  }
}
