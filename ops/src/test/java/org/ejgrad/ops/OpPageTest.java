// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpPageTest {
  private static final Path PAGE = Path.of("OPS.md");

  private static final String COMMAND =
      "mvn -q test -pl ops -am -Dtest=OpPageTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dejgrad.page=write";

  @Test
  void page_isThatOfTheOps() throws IOException {
    String page = OpPage.text();
    if (System.getProperty("ejgrad.page", "").equals("write")) {
      Files.writeString(PAGE, page);
    }
    assertTrue(Files.exists(PAGE), () -> "ops/OPS.md is missing; run " + COMMAND);
    assertEquals(page, Files.readString(PAGE), () -> "ops/OPS.md is stale; run " + COMMAND);
  }
}
