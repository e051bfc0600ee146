package cuesta.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpFlagTest {
  @Test
  void everyCommandHelpsAndPromisesNoVersion() {
    for (Callable<Integer> command :
        List.of(new DevCommand(), new MasterCommand(), new AgentCommand())) {
      StringWriter out = new StringWriter();
      CommandLine line = new CommandLine(command).setOut(new PrintWriter(out, true));
      assertEquals(0, line.execute("--help"));
      assertTrue(out.toString().contains("-h, --help"), out.toString());
      assertNull(line.getCommandSpec().findOption("--version"), "it used to print nothing");
    }
  }
}
