// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThinningTest {
  @Test
  void indices_shortCurve_keepsAll() {
    assertArrayEquals(new int[] {0, 1, 2}, Thinning.indices(Series.of(3, 1, 2), 4));
    assertArrayEquals(new int[0], Thinning.indices(Series.of(), 4));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 1_000, 2_999, 3_000, 100_000})
  void indices_longCurve_keepsEndsAndExtremes(int length) {
    SplittableRandom random = new SplittableRandom(length);
    Series curve = Series.of(random.doubles(length).toArray());
    int[] kept = Thinning.indices(curve, 300);
    assertTrue(kept.length <= 300 && kept.length >= 290, "kept " + kept.length);
    assertEquals(0, kept[0]);
    assertEquals(length - 1, kept[kept.length - 1]);
    for (int i = 1; i < kept.length; i++) {
      assertTrue(kept[i - 1] < kept[i], "indices ascend");
    }
    assertEquals(curve.min(), curve.at(kept).min());
    assertEquals(curve.max(), curve.at(kept).max());
  }

  @Test
  void indices_oneSpike_keepsIt() {
    double[] values = new double[3_000];
    values[1_234] = 5;
    values[2_000] = -5;
    Series drawn = Series.of(values).at(Thinning.indices(Series.of(values), 300));
    assertEquals(5, drawn.max());
    assertEquals(-5, drawn.min());
  }

  @Test
  void indices_notANumberInARun_keepsTheNumbers() {
    double[] values = new double[3_000];
    Arrays.fill(values, Double.NaN);
    values[1_500] = 7;
    Series drawn = Series.of(values).at(Thinning.indices(Series.of(values), 10));
    assertTrue(Arrays.stream(drawn.toArray()).anyMatch(value -> value == 7));
  }

  @Test
  void evenly_keepsBothEnds() {
    assertArrayEquals(new int[] {0, 4, 9}, Thinning.evenly(10, 3));
    assertArrayEquals(new int[] {0, 1}, Thinning.evenly(2, 3));
  }

  @Test
  void tooFewPoints_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> Thinning.indices(Series.of(1), 3));
    assertThrows(IllegalArgumentException.class, () -> Thinning.evenly(1, 1));
  }
}
