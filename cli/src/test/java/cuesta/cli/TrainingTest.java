package cuesta.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import cuesta.cli.training.Training;
import org.junit.jupiter.api.Test;

class TrainingTest {
  @Test
  void theBuildCanTrain() {
    assertDoesNotThrow(() -> Training.main(new String[0]));
  }
}
