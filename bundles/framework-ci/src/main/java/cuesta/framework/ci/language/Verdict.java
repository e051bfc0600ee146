package cuesta.framework.ci.language;

import cuesta.framework.ci.spec.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether something takes part, why, and what the rule that took it in says besides.
 *
 * @param included whether it does
 * @param decision why, in a few words
 * @param judged what was looked at; the last decided
 * @param rule that took it in; absent without rules
 */
record Verdict(boolean included, String decision, List<Judged> judged, Optional<Tree.Keys> rule) {
  /** Variables of the rule. */
  SortedMap<String, Value> variables() {
    return rule.map(Read::variables).orElseGet(TreeMap::new);
  }

  /** Goes through rules until one applies. */
  static Verdict rules(Tree rules, String path, Conditions conditions, Optional<String> when) {
    ArrayList<Judged> judged = new ArrayList<>();
    List<Tree.Keys> all = Read.groups(rules);
    for (int i = 0; i < all.size(); i++) {
      Tree.Keys rule = all.get(i);
      Conditions.Outcome outcome = conditions.all(rule);
      String name = path + "[" + i + "]";
      judged.add(new Judged(rule.at(), name, outcome.text(), outcome.matched()));
      if (outcome.matched()) {
        String then = rule.text("when").or(() -> when).orElse("on_success");
        return new Verdict(
            !then.equals("never"),
            name + " (" + rule.at() + ") says " + then,
            judged,
            Optional.of(rule));
      }
    }
    return new Verdict(
        false, "no rule of " + path + " (" + rules.at() + ") applies", judged, Optional.empty());
  }
}
