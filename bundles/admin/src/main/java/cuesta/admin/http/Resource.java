package cuesta.admin.http;

/** What a path leads to. */
@FunctionalInterface
public interface Resource {
  /**
   * Answers a call, on a virtual thread.
   *
   * @param call the call
   * @return the answer
   * @throws Exception {@link Failure} as it is, IllegalArgumentException as 400, {@link
   *     cuesta.api.Refused} with the status of its reason, anything else as 500
   */
  Answer answer(Call call) throws Exception;
}
