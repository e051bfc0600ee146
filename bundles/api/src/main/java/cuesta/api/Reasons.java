package cuesta.api;

/**
 * The reason codes of the core. Explained one by one in docs/reference/reasons.md; a code never
 * changes its meaning.
 */
public final class Reasons {
  /** The call went to a master that does not lead. */
  public static final String NOT_LEADER = "NOT_LEADER";

  /** The caller's session was replaced by a newer one, or ended. */
  public static final String SESSION_OVER = "SESSION_OVER";

  /** The offer is not (any more) the caller's. */
  public static final String OFFER_UNKNOWN = "OFFER_UNKNOWN";

  /** The offer was made by a former leader. */
  public static final String OFFER_OF_FORMER_LEADER = "OFFER_OF_FORMER_LEADER";

  /** The offers of one accept are of different agents or roles. */
  public static final String OFFERS_MIXED = "OFFERS_MIXED";

  /** The offer was not used in time. */
  public static final String OFFER_TIMEOUT = "OFFER_TIMEOUT";

  /** The task's description is invalid. */
  public static final String TASK_INVALID = "TASK_INVALID";

  /** A live task of the framework has that id. */
  public static final String TASK_ID_TAKEN = "TASK_ID_TAKEN";

  /** The master knows no such task. */
  public static final String TASK_UNKNOWN = "TASK_UNKNOWN";

  /** More resources were asked for than the offer has left. */
  public static final String RESOURCES_EXCEEDED = "RESOURCES_EXCEEDED";

  /** No agent is large enough, even empty. */
  public static final String RESOURCES_IMPOSSIBLE = "RESOURCES_IMPOSSIBLE";

  /** Resources that fit are there, but in use. */
  public static final String RESOURCES_SHORT = "RESOURCES_SHORT";

  /** A field of a call or configuration is wrong. */
  public static final String INVALID = "INVALID";

  /** The thing named does not exist. */
  public static final String UNKNOWN = "UNKNOWN";

  /** The operation is not known to this version. */
  public static final String OPERATION_UNKNOWN = "OPERATION_UNKNOWN";

  /** The step broke; nothing was changed. */
  public static final String INTERNAL = "INTERNAL";

  /** The task's health check failed too often; it was killed. */
  public static final String UNHEALTHY = "UNHEALTHY";

  /** The task's readiness check failed too often; it runs on. */
  public static final String NOT_READY = "NOT_READY";

  /** A queue is full. */
  public static final String OVERLOADED = "OVERLOADED";

  /** The registry cannot be written right now. */
  public static final String REGISTRY_UNAVAILABLE = "REGISTRY_UNAVAILABLE";

  /** The caller did not prove who it is. */
  public static final String UNAUTHENTICATED = "UNAUTHENTICATED";

  /** The caller may not do that. */
  public static final String FORBIDDEN = "FORBIDDEN";

  /** No allocator is current: no new offers are made. */
  public static final String NO_ALLOCATOR = "NO_ALLOCATOR";

  /** No agent is registered. */
  public static final String NO_AGENTS = "NO_AGENTS";

  /** The framework has suppressed its offers. */
  public static final String SUPPRESSED = "SUPPRESSED";

  /** The framework is not connected. */
  public static final String FRAMEWORK_DISCONNECTED = "FRAMEWORK_DISCONNECTED";

  /** The framework did not come back within its fail-over timeout. */
  public static final String FRAMEWORK_REMOVED = "FRAMEWORK_REMOVED";

  /** The framework declined, and its filter still holds. */
  public static final String FILTERED = "FILTERED";

  /** The agent's stream broke. */
  public static final String AGENT_DISCONNECTED = "AGENT_DISCONNECTED";

  /** The agent did not answer within the ping limit. */
  public static final String AGENT_UNREACHABLE = "AGENT_UNREACHABLE";

  /** The agent was admitted by a former leader and has not re-registered. */
  public static final String AGENT_RECOVERING = "AGENT_RECOVERING";

  /** The agent re-registered. */
  public static final String AGENT_REREGISTERED = "AGENT_REREGISTERED";

  /** The agent is gone for good. */
  public static final String AGENT_GONE = "AGENT_GONE";

  /** The agent knows nothing of the task. */
  public static final String AGENT_LACKS_TASK = "AGENT_LACKS_TASK";

  /** An answer to a reconciliation. */
  public static final String RECONCILIATION = "RECONCILIATION";

  /** The task was killed before it was started. */
  public static final String KILLED_DURING_LAUNCH = "KILLED_DURING_LAUNCH";

  /** The container could not be started. */
  public static final String LAUNCH_FAILED = "LAUNCH_FAILED";

  /** The agent may not run tasks as root. */
  public static final String ROOT_REFUSED = "ROOT_REFUSED";

  /** The user is not known on the agent. */
  public static final String USER_UNKNOWN = "USER_UNKNOWN";

  /** The command ended with a status other than 0, or by a signal. */
  public static final String COMMAND_FAILED = "COMMAND_FAILED";

  /** What a task wrote could not be read from its agent. */
  public static final String OUTPUT_UNAVAILABLE = "OUTPUT_UNAVAILABLE";

  /** What a task needs in its sandbox could not be brought there; it never ran. */
  public static final String FETCH_FAILED = "FETCH_FAILED";

  /** Files of a sandbox could not be taken to the masters; the next try may go well. */
  public static final String COLLECT_FAILED = "COLLECT_FAILED";

  /** Files of a sandbox are not taken to the masters, however often somebody asks. */
  public static final String COLLECT_REFUSED = "COLLECT_REFUSED";

  /** The container used more memory than its limit. */
  public static final String MEMORY_LIMIT = "MEMORY_LIMIT";

  /** The supervisor vanished without a word about the exit status. */
  public static final String SUPERVISOR_LOST = "SUPERVISOR_LOST";

  /** A slot that is a barrier is empty. */
  public static final String SLOT_EMPTY = "SLOT_EMPTY";

  /** A plugin threw or answered nonsense. */
  public static final String PLUGIN_FAILED = "PLUGIN_FAILED";

  /** A plugin did not answer in time. */
  public static final String PLUGIN_LATE = "PLUGIN_LATE";

  /** A candidate waits behind a better one. */
  public static final String PLUGIN_RESERVE = "PLUGIN_RESERVE";

  /** A plugin took over from another; says from whom, and how long the slot was without one. */
  public static final String PLUGIN_SWAPPED = "PLUGIN_SWAPPED";

  /** A bundle does not resolve. */
  public static final String BUNDLE_UNRESOLVED = "BUNDLE_UNRESOLVED";

  /** A file is no bundle. */
  public static final String BUNDLE_CORRUPT = "BUNDLE_CORRUPT";

  /** A bundle exports a package that only the api may. */
  public static final String BUNDLE_EXPORTS_API = "BUNDLE_EXPORTS_API";

  /** A bundle would drag others along. */
  public static final String BUNDLE_WIDE = "BUNDLE_WIDE";

  /** A file is owned by somebody else or may be written by others. */
  public static final String FILE_UNSAFE = "FILE_UNSAFE";

  /** A file could not be read. */
  public static final String FILE_UNREADABLE = "FILE_UNREADABLE";

  /** A store batch expected another version of an entry. */
  public static final String STORE_CONFLICT = "STORE_CONFLICT";

  /** A store value, batch or the whole store is too large. */
  public static final String STORE_FULL = "STORE_FULL";

  /** Data was written by a newer version. */
  public static final String DATA_NEWER = "DATA_NEWER";

  /** Data was written by a version too old for this one to read. */
  public static final String DATA_OLDER = "DATA_OLDER";

  /** Data is damaged. */
  public static final String DATA_CORRUPT = "DATA_CORRUPT";

  /** An offered resource, or a limit, could not be met by this agent's isolation. */
  public static final String ISOLATION_WEAK = "ISOLATION_WEAK";

  private Reasons() {}
}
