// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarksMainTest {
  @Test
  void main_unknownContender_endsWith2AndNamesThoseThereAre() {
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new BenchmarksMain())
            .setErr(new PrintWriter(err))
            .execute("--contenders=NUMPY");
    assertEquals(2, code);
    assertTrue(err.toString().contains("PYTORCH"), err.toString());
  }

  @Test
  void main_oneShortCell_writesTheTable(@TempDir Path folder) throws Exception {
    Path table = folder.resolve("table.md");
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new BenchmarksMain())
            .setOut(new PrintWriter(out))
            .execute(
                "--workloads=ROSENBROCK",
                "--contenders=EJGRAD",
                "--iterations=1",
                "--milliseconds=20",
                "--output=" + table);
    assertEquals(0, code, out.toString());
    assertTrue(Files.readString(table).contains("| gradient of Rosenbrock in 10 dimensions | "));
    assertTrue(out.toString().endsWith(Files.readString(table)), out.toString());
  }

  @Test
  void main_rules_writeTheTable(@TempDir Path folder) throws Exception {
    Path table = folder.resolve("rules.md");
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new BenchmarksMain())
            .setOut(new PrintWriter(out))
            .execute(
                "--iterations=1",
                "--milliseconds=20",
                "rules",
                "--rules=ADAM",
                "--output=" + table);
    assertEquals(0, code, out.toString());
    assertTrue(Files.readString(table).contains("| adam | 4 + 3 | "), out.toString());
    assertTrue(out.toString().endsWith(Files.readString(table)), out.toString());
  }
}
