// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyCommandTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final SyntheticRunner runner = new SyntheticRunner();

  @Test
  void quick_writesTableJsonAndPage() throws IOException {
    Path made = folder.resolve("new").resolve("folder");
    assertEquals(0, run(runner, "--quick", "--threads", "2", "--output", made.toString()));
    StudyResult saved = StudyJson.read(made.resolve("study.json"));
    assertEquals(StudySettings.quick(), saved.settings());
    assertEquals(SyntheticRunner.study(StudySettings.quick()), saved);
    assertTrue(Files.size(made.resolve("study.html")) > 0);
    assertTrue(text(out).startsWith(StudyTable.of(saved)));
    assertTrue(text(err).contains("72/72 cells"), text(err));
  }

  @Test
  void from_showsASavedStudyWithoutTraining() throws IOException {
    StudyResult study = SyntheticRunner.study(SyntheticRunner.small());
    Path json = folder.resolve("saved.json");
    StudyJson.write(study, json);
    CellRunner never =
        (key, settings) -> {
          throw new AssertionError("trains nothing");
        };
    assertEquals(0, run(never, "--from", json.toString(), "--output", folder.toString()));
    assertTrue(text(out).startsWith(StudyTable.of(study)));
    assertTrue(Files.exists(folder.resolve("study.html")));
    assertFalse(Files.exists(folder.resolve("study.json")));
  }

  @Test
  void unknownOption_printsWhatIsAllowed() {
    assertEquals(2, run(runner, "--fast"));
    assertTrue(text(err).contains("--fast"), text(err));
    for (String option : new String[] {"--quick", "--threads", "--output", "--from"}) {
      assertTrue(text(err).contains(option), text(err));
    }
    assertEquals("", text(out));
  }

  @Test
  void badThreads_isMisuse() {
    assertEquals(2, run(runner, "--threads", "0"));
    assertEquals(2, run(runner, "--threads", "two"));
  }

  @Test
  void help_printsOptions() {
    assertEquals(0, run(runner, "--help"));
    assertTrue(text(out).contains("--quick"));
  }

  @Test
  void failures_endWithOneLineAndCodeOne() throws IOException {
    Path bad = folder.resolve("bad.json");
    Files.writeString(bad, "[]");
    assertEquals(1, run(runner, "--from", bad.toString(), "--output", folder.toString()));
    assertTrue(text(err).startsWith(bad + ": at $"), text(err));
    err.reset();
    assertEquals(1, run(runner, "--from", folder.resolve("none.json").toString()));
    assertTrue(text(err).contains("none.json"), text(err));
    err.reset();
    CellRunner failing =
        (key, settings) -> {
          throw new IllegalArgumentException("no such optimizer");
        };
    assertEquals(1, run(failing, "--quick", "--output", folder.toString()));
    assertTrue(text(err).contains("no such optimizer"), text(err));
    assertFalse(Files.exists(folder.resolve("study.json")));
  }

  private int run(CellRunner cells, String... arguments) {
    return new StudyCommand(
            cells,
            runner,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(arguments);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
