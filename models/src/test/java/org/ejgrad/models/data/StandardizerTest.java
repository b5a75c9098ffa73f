// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static org.ejgrad.models.data.DataFiles.assertRejects;
import static org.ejgrad.models.data.DataFiles.real;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class StandardizerTest {
  private static final Dataset TRAIN =
      Dataset.regression(
          new DMatrixRMaj(new double[][] {{1, 0.1, 5}, {2, 0.1, 7}, {3, 0.1, 9}}),
          new DMatrixRMaj(3, 1, true, 10, 20, 60));

  private static DMatrixRMaj column(double... values) {
    return new DMatrixRMaj(values.length, 1, true, values);
  }

  @Test
  void apply_handComputed() {
    Standardizer scale = Standardizer.fit(TRAIN);
    double z = Math.sqrt(1.5); // 1 over the population deviation of 1, 2, 3
    double[] expected = {-z, 0, -z, 0, 0, 0, z, 0, z};
    assertArrayEquals(expected, scale.apply(TRAIN).features().data, 1e-15);
    assertEquals(7, scale.mean(2));
    assertEquals(2 * Math.sqrt(2.0 / 3), scale.deviation(2), 1e-15);
  }

  @Test
  void apply_otherData_usesTheTrainingFigures() {
    Standardizer scale = Standardizer.fit(TRAIN);
    DMatrixRMaj other = scale.apply(new DMatrixRMaj(1, 3, true, 5, 99, 7));
    assertArrayEquals(new double[] {3 * Math.sqrt(1.5), 0, 0}, other.data, 1e-14);
  }

  @Test
  void apply_leavesItsArgumentAlone() {
    double[] before = TRAIN.features().data.clone();
    Dataset scaled = Standardizer.fit(TRAIN).apply(TRAIN);
    assertArrayEquals(before, TRAIN.features().data);
    assertEquals(TRAIN.featureNames(), scaled.featureNames());
    assertArrayEquals(TRAIN.targets().data, scaled.targets().data);
  }

  @Test
  void constantColumn_isZeroNamedAndInvertedToItsValue() {
    Standardizer scale = Standardizer.fit(TRAIN);
    // Three times 0.1 over 3 is not 0.1 in doubles; the column is constant all the same.
    assertEquals(List.of("x2"), scale.constantColumns());
    assertEquals(0, scale.deviation(1));
    assertEquals(0.1, scale.mean(1));
    DMatrixRMaj back = scale.invert(new DMatrixRMaj(1, 3, true, 0, 5, 0));
    assertArrayEquals(new double[] {2, 0.1, 7}, back.data);
  }

  @Test
  void invert_undoesApply() {
    Standardizer scale = Standardizer.fit(TRAIN);
    DMatrixRMaj back = scale.invert(scale.apply(TRAIN.features()));
    assertArrayEquals(TRAIN.features().data, back.data, 1e-14); // a few ulps of 9
  }

  @Test
  void targets_areScaledAndPredictionsBroughtBack() {
    Standardizer scale = Standardizer.fitTargets(TRAIN);
    Dataset scaled = scale.applyToTargets(TRAIN);
    assertArrayEquals(TRAIN.features().data, scaled.features().data);
    assertEquals(30, scale.mean(0));
    assertArrayEquals(TRAIN.targets().data, scale.invert(scaled.targets()).data, 1e-13);
  }

  @Test
  void deviation_ofNumbersFarFromZero_isExact() {
    // Two passes: the population variance of 1e8 + (4, 7, 13, 16) is 22.5.
    double base = 1e8;
    Standardizer scale =
        Standardizer.fit(column(base + 4, base + 7, base + 13, base + 16), List.of("x"));
    assertEquals(base + 10, scale.mean(0));
    assertEquals(Math.sqrt(22.5), scale.deviation(0));
  }

  @Test
  void deviation_ofHugeAndTinyNumbers_neitherOverflowsNorVanishes() {
    for (double unit : new double[] {1e300, 1e200, 1e-200, 1e-300}) {
      Standardizer scale = Standardizer.fit(column(-unit, unit, -unit, unit), List.of("x"));
      assertEquals(unit, scale.deviation(0), unit * 1e-15);
      assertEquals(1, scale.apply(column(unit)).get(0, 0), 1e-15);
    }
  }

  @Test
  void mean_ofManyTenthsAndALargeOne_isAsGoodAsOne() {
    double[] values = new double[100_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == 0 ? 0.1 + 100_001 : 0.1;
    }
    // Terms are rounded once, to 2^-53 of mean |x - mean|, here 2; a plain sum is off by 1e-12.
    assertEquals(1.1, Standardizer.fit(column(values), List.of("x")).mean(0), 1e-15);
  }

  @Test
  void badArguments_areRejected() {
    Dataset classes = Dataset.classification(column(1, 2), column(0, 1), "a", "b");
    Standardizer scale = Standardizer.fit(TRAIN);
    assertRejects(() -> Standardizer.fit(TRAIN.first(0)), "a row is required");
    assertRejects(() -> Standardizer.fitTargets(classes), "targets must be numbers", "[a, b]");
    assertRejects(() -> scale.applyToTargets(classes), "targets must be numbers");
    assertRejects(() -> scale.apply(classes), "features must be those fitted", "[x1]");
    assertRejects(() -> scale.apply(column(1)), "got 1, fitted 3");
    assertRejects(() -> scale.mean(3), "below 3, got 3");
    assertRejects(() -> scale.deviation(-1), "got -1");
    assertRejects(() -> scale.invert(column(1)), "got 1, fitted 3");
    assertRejects(() -> Standardizer.fit(column(1, 2), List.of()), "1 columns, 0 names");
    assertRejects(
        () -> Standardizer.fit(column(1, Double.NaN), List.of("age")),
        "column 'age' must be finite, got NaN in row 1");
    double widest = Double.MAX_VALUE;
    assertRejects(
        () -> Standardizer.fit(column(-widest, -widest, -widest, widest), List.of("x")),
        "too wide");
  }

  @Test
  void digits_constantPixelsAreNamed() {
    Dataset digits = CsvFormat.withoutHeader().classTarget(-1).read(real("classic/digits.csv.gz"));
    Standardizer scale = Standardizer.fit(digits);
    assertEquals(List.of("column1", "column33", "column40"), scale.constantColumns());
  }

  @Test
  void breastCancer_standardisedColumnsHaveMeanZeroAndDeviationOne() {
    Dataset cancer =
        CsvFormat.withoutHeader()
            .skipLines(1)
            .classIndexTarget(-1, "malignant", "benign")
            .read(real("classic/breast_cancer.csv"));
    Standardizer again = Standardizer.fit(Standardizer.fit(cancer).apply(cancer));
    for (int j = 0; j < 30; j++) {
      assertEquals(0, again.mean(j), 1e-14);
      assertEquals(1, again.deviation(j), 1e-14);
    }
  }
}
