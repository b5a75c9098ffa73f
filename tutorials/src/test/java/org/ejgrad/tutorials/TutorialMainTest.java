// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TutorialMainTest {
  private static final List<String> LABELS = List.of("IMAGES", "LABELS");

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<TutorialArguments> ran = new ArrayList<>();

  private int status(String... arguments) throws IOException {
    return TutorialMain.status(
        "digits",
        LABELS,
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        ran::add,
        arguments);
  }

  @Test
  void status_fileMissing_printsWhatIsAllowedAndIsTwo() throws IOException {
    assertEquals(2, status("a"));
    String said = err.toString(UTF_8);
    assertTrue(said.startsWith("Missing required parameter: 'LABELS'"), said);
    assertTrue(said.contains("IMAGES LABELS"), said);
    assertEquals("", out.toString(UTF_8));
    assertEquals(List.of(), ran);
  }

  @Test
  void status_help_printsWhatIsAllowedAndIsZero() throws IOException {
    assertEquals(0, status("--help"));
    assertTrue(out.toString(UTF_8).contains("IMAGES LABELS"), out.toString(UTF_8));
    assertEquals("", err.toString(UTF_8));
    assertEquals(List.of(), ran);
  }

  @Test
  void status_argumentsRight_runsTheTutorialInAFolderThatExists() throws IOException {
    Path made = folder.resolve("made");
    assertEquals(0, status("a", "--output", made.toString(), "b"));
    assertEquals(List.of(new TutorialArguments(List.of(Path.of("a"), Path.of("b")), made)), ran);
    assertTrue(Files.isDirectory(made));
  }

  @Test
  void status_tutorialFails_passesItsExceptionOn() {
    PrintStream nowhere = new PrintStream(out, true, UTF_8);
    IOException fault = new IOException("disk full");
    TutorialMain.Body failing =
        given -> {
          throw fault;
        };
    IOException thrown =
        assertThrows(
            IOException.class,
            () -> TutorialMain.status("t", List.of(), nowhere, nowhere, failing));
    assertEquals(fault, thrown);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {BlobsAndCirclesTutorial.class, DigitsTutorial.class, HousePricesTutorial.class})
  void main_wrongArguments_endsTheProcessWithTwo(Class<?> tutorial)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                tutorial.getName(),
                "--no-such-option")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(2, process.waitFor(), said);
    assertTrue(said.contains("Usage: "), said);
  }
}
