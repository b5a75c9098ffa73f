// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejgrad.ops.kernels.KernelTiers;
import org.junit.jupiter.api.Test;

/** The build runs these tests once per tier: each run says on which, and must be on it. */
final class TierTest {
  @Test
  void report_namesTheTierAskedFor() {
    List<String> report = KernelTiers.report().lines().toList();
    System.out.println(String.join(System.lineSeparator(), report));
    String kernels = System.getProperty("ejgrad.kernels", "plain");
    assertTrue(report.get(0).startsWith("elementwise kernels: " + kernels), report.get(0));
    boolean asksForBlas = System.getProperty("ejgrad.blas", "none").equals("bytedeco");
    assertEquals(asksForBlas, report.get(1).startsWith("products: OpenBLAS"), report.get(1));
  }
}
