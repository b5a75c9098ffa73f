// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static org.ejgrad.models.data.DataFiles.assertRejects;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class GeneratorsTest {
  private static final DMatrixRMaj TWO_CENTRES = new DMatrixRMaj(2, 2);

  @Test
  void everySet_dependsOnItsSeedAlone() {
    List<LongFunction<Dataset>> makers =
        List.of(
            seed -> Generators.linear(50, 3, 1, seed).data(),
            seed -> Generators.blobs(50, 3, 1, seed),
            seed -> Generators.circles(50, 0.1, 0.3, seed),
            seed -> Generators.moons(50, 0.1, seed),
            seed -> Generators.spirals(50, 3, 1, 0.1, seed));
    for (LongFunction<Dataset> maker : makers) {
      Dataset data = maker.apply(5);
      assertArrayEquals(data.features().data, maker.apply(5).features().data);
      assertArrayEquals(data.targets().data, maker.apply(5).targets().data);
      assertFalse(Arrays.equals(data.features().data, maker.apply(6).features().data));
    }
  }

  @Test
  void linear_withoutNoise_isTheProduct() {
    Generators.Linear made = Generators.linear(200, 4, 0, 3);
    assertEquals(4, made.theta().numRows);
    for (int i = 0; i < 200; i++) {
      double y = 0;
      for (int j = 0; j < 4; j++) {
        y += made.data().features().get(i, j) * made.theta().get(j, 0);
      }
      assertEquals(y, made.data().targets().get(i, 0), 1e-12 * (1 + Math.abs(y)));
    }
  }

  @Test
  void linear_featuresFillTheirScaledRange() {
    DMatrixRMaj features = Generators.linear(5000, 5, 1, 3).data().features();
    for (int j = 0; j < 5; j++) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < 5000; i++) {
        least = Math.min(least, features.get(i, j));
        most = Math.max(most, features.get(i, j));
      }
      double bound = 5 * (2 * j + 1);
      assertTrue(least >= -bound && least < -0.99 * bound, "feature " + j + " from " + least);
      assertTrue(most < bound && most > 0.99 * bound, "feature " + j + " to " + most);
    }
  }

  @Test
  void linear_residualsHaveTheNoisesDeviation() {
    DMatrixRMaj theta = new DMatrixRMaj(2, 1, true, 3, -2);
    Generators.Linear made = Generators.linear(20_000, theta, 1.5, 8);
    double squares = 0;
    for (int i = 0; i < 20_000; i++) {
      DMatrixRMaj x = made.data().features();
      double residual = made.data().targets().get(i, 0) - 3 * x.get(i, 0) + 2 * x.get(i, 1);
      squares += residual * residual;
    }
    // The sample variance's relative deviation is sqrt(2 / n) = 0.01; five of them.
    assertEquals(2.25, squares / 20_000, 2.25 * 0.05);
    assertArrayEquals(theta.data, made.theta().data);
  }

  @Test
  void blobs_lieAroundTheirCentres() {
    Dataset data = Generators.blobs(3001, 3, 1, 2);
    assertArrayEquals(new int[] {1001, 1000, 1000}, classCounts(data));
    for (int k = 0; k < 3; k++) {
      double[] mean = new double[2];
      Dataset one = data.onlyClasses(k);
      for (int at = 0; at < 2 * one.size(); at++) {
        mean[at % 2] += one.features().data[at] / one.size();
      }
      // Five standard errors of 1 / sqrt(1000).
      assertEquals(5 * Math.cos(2 * Math.PI * k / 3), mean[0], 0.16);
      assertEquals(5 * Math.sin(2 * Math.PI * k / 3), mean[1], 0.16);
    }
  }

  @Test
  void blobs_aroundGivenCentres_inAnyDimension() {
    DMatrixRMaj centres = new DMatrixRMaj(2, 3, true, 1, 2, 3, -1, -2, -3);
    Dataset data = Generators.blobs(10, centres, 0, 2);
    for (int i = 0; i < 10; i++) {
      assertEquals(data.classOf(i) == 0 ? 3 : -3, data.features().get(i, 2));
    }
  }

  @Test
  void circles_withoutNoise_haveTheirRadiiAndEvenSpacing() {
    Dataset data = Generators.circles(101, 0, 0.3, 4);
    assertArrayEquals(new int[] {50, 51}, classCounts(data));
    for (int k = 0; k < 2; k++) {
      Dataset one = data.onlyClasses(k);
      double[] angles = new double[one.size()];
      for (int i = 0; i < one.size(); i++) {
        double x = one.features().get(i, 0);
        double y = one.features().get(i, 1);
        assertEquals(k == 0 ? 1 : 0.3, Math.hypot(x, y), 1e-15);
        angles[i] = Math.atan2(y, x);
      }
      Arrays.sort(angles);
      for (int i = 1; i < angles.length; i++) {
        assertEquals(2 * Math.PI / one.size(), angles[i] - angles[i - 1], 1e-12);
      }
    }
  }

  @Test
  void circles_noiseIsThatOfEachCoordinate() {
    Dataset inner = Generators.circles(20_000, 0.1, 0.0, 4).onlyClasses(1);
    double squares = 0;
    for (double x : inner.features().data) {
      squares += x * x;
    }
    // 20,000 coordinates at centre 0: five relative deviations of sqrt(2 / n) = 0.01.
    assertEquals(0.01, squares / inner.features().data.length, 0.01 * 0.05);
  }

  @Test
  void moons_withoutNoise_lieOnTheirArcs() {
    Dataset data = Generators.moons(41, 0, 4);
    assertArrayEquals(new int[] {20, 21}, classCounts(data));
    for (int i = 0; i < data.size(); i++) {
      double x = data.features().get(i, 0);
      double y = data.features().get(i, 1);
      if (data.classOf(i) == 0) {
        assertEquals(1, Math.hypot(x, y), 1e-15);
        assertTrue(y >= 0);
      } else {
        assertEquals(1, Math.hypot(x - 1, y - 0.5), 1e-15);
        assertTrue(y <= 0.5);
      }
    }
  }

  @Test
  void spirals_withoutNoise_followTheirFormula() {
    Dataset data = Generators.spirals(100, 3, 1.5, 0, 4);
    assertArrayEquals(new int[] {34, 33, 33}, classCounts(data));
    for (int i = 0; i < data.size(); i++) {
      double x = data.features().get(i, 0);
      double y = data.features().get(i, 1);
      double share = Math.hypot(x, y);
      double angle = 2 * Math.PI * (1.5 * share + data.classOf(i) / 3.0);
      assertEquals(share * Math.cos(angle), x, 1e-12);
      assertEquals(share * Math.sin(angle), y, 1e-12);
      assertTrue(share > 0 && share <= 1 + 1e-12);
    }
  }

  @Test
  void planarSets_areShuffled() {
    Dataset data = Generators.circles(100, 0.1, 0.3, 4);
    int changes = 0;
    for (int i = 1; i < 100; i++) {
      changes += data.classOf(i) == data.classOf(i - 1) ? 0 : 1;
    }
    assertTrue(changes > 30, changes + " changes of class, in order there would be one");
  }

  @Test
  void arguments_outOfRange_nameTheValue() {
    assertRejects(() -> Generators.linear(5, 0, 1, 1), "linear: d must be at least 1, got 0");
    assertRejects(() -> Generators.linear(0, 2, 1, 1), "n must be at least 1, got 0");
    assertRejects(() -> Generators.linear(5, 2, -1, 1), "got -1.0");
    assertRejects(() -> Generators.linear(5, new DMatrixRMaj(1, 2), 1, 1), "d x 1, got 1x2");
    assertRejects(() -> Generators.blobs(5, 1, 1, 1), "at least 2, got 1");
    assertRejects(() -> Generators.blobs(2, 3, 1, 1), "n must be at least 3, got 2");
    assertRejects(() -> Generators.blobs(5, new DMatrixRMaj(1, 2), 1, 1), "got 1x2");
    assertRejects(() -> Generators.blobs(5, TWO_CENTRES, Double.NaN, 1), "noise", "got NaN");
    assertRejects(() -> Generators.circles(1, 0.1, 0.3, 1), "at least 2, got 1");
    assertRejects(() -> Generators.circles(5, 0.1, 1, 1), "[0, 1), got 1.0");
    assertRejects(() -> Generators.circles(5, -0.1, 0.3, 1), "got -0.1");
    assertRejects(() -> Generators.moons(3, 0.1, 1), "at least 4, got 3");
    assertRejects(() -> Generators.spirals(5, 1, 1, 0, 1), "at least 2, got 1");
    assertRejects(() -> Generators.spirals(5, 2, 0, 0, 1), "turns must be above 0, got 0.0");
  }

  private static int[] classCounts(Dataset data) {
    int[] counts = new int[data.classCount()];
    for (int row = 0; row < data.size(); row++) {
      counts[data.classOf(row)]++;
    }
    return counts;
  }
}
