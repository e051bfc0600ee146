package cuesta.core.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.FrameworkId;
import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.front.OperatorCall;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators may ask for, and how a wrong call is answered. */
class OperatorCallsTest {
  private static final RoleId ROLE = new RoleId("batch");
  private final MasterScript master = MasterScript.leading();
  private final FrameworkId framework = master.framework(1, "f");

  private Optional<Reason> says(String kind, Map<String, String> arguments) {
    OperatorCall call = new OperatorCall(kind, new TreeMap<>(arguments));
    master.on(new MasterEvent.OperatorCalled(1, Principal.OPERATOR, call));
    return master.effect(MasterEffect.Reply.class).refusal();
  }

  private String detail(String kind, Map<String, String> arguments) {
    return says(kind, arguments).orElseThrow().detail();
  }

  private double weight() {
    return Roles.settings(master.state, ROLE).weight();
  }

  @Test
  void aWeight() {
    assertEquals(
        Optional.empty(), says(OperatorCall.SET_WEIGHT, Map.of("role", "batch", "weight", "2.5")));
    assertEquals(2.5, weight());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "NaN", "1e7", "heavy", ""})
  void aWeightThatIsNone(String weight) {
    String detail = detail(OperatorCall.SET_WEIGHT, Map.of("role", "batch", "weight", weight));
    assertEquals(
        "weight must be a number greater than 0 and at most 1000000, not '" + weight + "'", detail);
    assertEquals(1, weight());
  }

  @Test
  void anArgumentThatNobodyKnows() {
    assertEquals(
        "unknown argument 'wieght'; it takes role, weight",
        detail(OperatorCall.SET_WEIGHT, Map.of("role", "batch", "weight", "2", "wieght", "3")));
    assertEquals(1, weight());
    assertEquals(
        "unknown argument 'grace'; it takes framework, task, grace_ms",
        detail(
            OperatorCall.KILL_TASK,
            Map.of("framework", framework.value(), "task", "t", "grace", "0")));
    assertEquals(
        "unknown argument 'id'; it takes framework",
        detail(OperatorCall.REMOVE_FRAMEWORK, Map.of("framework", framework.value(), "id", "x")));
    assertTrue(master.state.frameworkTable().get(framework) != null);
  }
}
