package cuesta.admin.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ClosestTest {
  @Test
  void onlyWhatIsCloseIsMeant() {
    List<String> known = List.of("task", "framework");
    assertEquals(Optional.of("framework"), Closest.find("framwrok", known));
    assertEquals(Optional.empty(), Closest.find("colour", known));
  }

  @Property(tries = 200)
  void distanceIsSymmetricAndZeroOnlyForEquals(
      @ForAll @AlphaChars @StringLength(max = 12) String a,
      @ForAll @AlphaChars @StringLength(max = 12) String b) {
    assertEquals(Closest.distance(a, b), Closest.distance(b, a));
    assertEquals(a.equals(b), Closest.distance(a, b) == 0);
  }
}
