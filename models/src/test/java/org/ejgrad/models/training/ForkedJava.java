// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main method in a virtual machine with settings of its own. */
final class ForkedJava {
  private ForkedJava() {}

  /** The last line that the program prints, after what was logged; it must end with status 0. */
  static String lastLine(List<String> settings, Class<?> main)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(settings);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.lines().reduce("", (before, line) -> line);
  }
}
