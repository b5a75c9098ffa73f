// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ejgrad.graph.Program;
import org.junit.jupiter.api.Test;

class KernelTiersTest {
  private static final Optional<KernelTier> ABSENT = Optional.empty();

  private record FakeTier(boolean pays) implements KernelTier {
    @Override
    public String description() {
      return "fake";
    }
  }

  @Test
  void report_namesTheTierOfThisRun() {
    System.out.println(KernelTiers.report());
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    assertEquals(present, KernelTiers.simd().isPresent());
    String asked = System.getProperty("ejgrad.kernels");
    if (asked != null) {
      assertTrue(KernelTiers.chosen().description().startsWith(asked));
    }
    List<String> report = KernelTiers.report().lines().toList();
    assertEquals(3, report.size());
    assertTrue(report.get(0).contains(KernelTiers.chosen().description()));
    assertEquals(ProductTiers.report(), report.get(1));
    assertTrue(report.get(2).startsWith("threads: " + Program.threads() + " "));
  }

  @Test
  void choose_nothingAskedFor_takesSimdWhereItPays() {
    KernelTier simd = new FakeTier(true);
    KernelTiers.Choice choice = KernelTiers.choose(null, Optional.of(simd));
    assertSame(simd, choice.tier());
    assertNull(choice.advice());
  }

  @Test
  void choose_shortVectors_takesPlainUnlessForced() {
    KernelTier simd = new FakeTier(false);
    KernelTiers.Choice choice = KernelTiers.choose(null, Optional.of(simd));
    assertInstanceOf(KernelTiers.PlainTier.class, choice.tier());
    assertNull(choice.advice());
    assertSame(simd, KernelTiers.choose("simd", Optional.of(simd)).tier());
  }

  @Test
  void choose_moduleAbsent_advisesTheFlag() {
    KernelTiers.Choice choice = KernelTiers.choose(null, ABSENT);
    assertInstanceOf(KernelTiers.PlainTier.class, choice.tier());
    assertTrue(assertNotNullAdvice(choice).contains("--add-modules jdk.incubator.vector"));
    assertTrue(choice.reason().contains("--add-modules jdk.incubator.vector"));
  }

  @Test
  void choose_plainForced_advisesNothing() {
    assertNull(KernelTiers.choose("plain", ABSENT).advice());
    KernelTiers.Choice choice = KernelTiers.choose("plain", Optional.of(new FakeTier(true)));
    assertEquals("plain", choice.tier().description());
  }

  @Test
  void choose_simdForcedButAbsent_namesTheFlag() {
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> KernelTiers.choose("simd", ABSENT));
    assertEquals(
        "ejgrad.kernels: simd needs the module jdk.incubator.vector, which is absent. Start java"
            + " with --add-modules jdk.incubator.vector.",
        e.getMessage());
  }

  /** Each time, not once while a class is loaded. */
  @Test
  void chooseOrRefuse_simdForcedButAbsent_isRefusedWhenProgramsAreCompiled() {
    KernelTiers.Choice choice = KernelTiers.chooseOrRefuse("simd", ABSENT);
    assertThrows(IllegalStateException.class, choice::require);
    assertThrows(IllegalStateException.class, choice::require);
    assertThrows(
        IllegalArgumentException.class, KernelTiers.chooseOrRefuse("fast", ABSENT)::require);
    KernelTiers.chooseOrRefuse("plain", ABSENT).require();
  }

  @Test
  void choose_unknownTier_namesTheTwo() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> KernelTiers.choose("fast", ABSENT));
    assertEquals(
        "ejgrad.kernels: must be plain or simd, got fast. Leave it out for the best there is.",
        e.getMessage());
  }

  private static String assertNotNullAdvice(KernelTiers.Choice choice) {
    String advice = choice.advice();
    assertNotNull(advice);
    return advice == null ? "" : advice;
  }
}
