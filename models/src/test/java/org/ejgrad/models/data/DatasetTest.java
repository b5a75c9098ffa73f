// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static org.ejgrad.models.data.DataFiles.assertContains;
import static org.ejgrad.models.data.DataFiles.assertRejects;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final DMatrixRMaj FEATURES =
      new DMatrixRMaj(new double[][] {{1, 10}, {2, 20}, {3, 30}, {4, 40}});
  private static final Dataset LETTERS =
      Dataset.classification(FEATURES, column(2, 0, 1, 2), "a", "b", "c");
  private static final Dataset NUMBERS = Dataset.regression(FEATURES, column(0.5, 1.5, 2.5, 3.5));

  private static DMatrixRMaj column(double... values) {
    return new DMatrixRMaj(values.length, 1, true, values);
  }

  private static double[] values(DMatrixRMaj matrix) {
    return java.util.Arrays.copyOf(matrix.data, matrix.getNumElements());
  }

  @Test
  void sizes_ofAClassification() {
    assertEquals(4, LETTERS.size());
    assertEquals(2, LETTERS.featureCount());
    assertEquals(3, LETTERS.classCount());
    assertTrue(LETTERS.isClassification());
    assertEquals(2, LETTERS.classOf(0));
    assertEquals(List.of("x1", "x2"), LETTERS.featureNames());
    assertEquals("Dataset[features 4x2, targets 4x1, classes [a, b, c]]", LETTERS.toString());
  }

  @Test
  void sizes_ofARegression() {
    assertEquals(0, NUMBERS.classCount());
    assertFalse(NUMBERS.isClassification());
    assertEquals("Dataset[features 4x2, targets 4x1]", NUMBERS.toString());
  }

  @Test
  void rows_inOrderWithRepeats_areCopies() {
    Dataset picked = NUMBERS.rows(3, 0, 3);
    assertArrayEquals(new double[] {4, 40, 1, 10, 4, 40}, values(picked.features()));
    assertArrayEquals(new double[] {3.5, 0.5, 3.5}, values(picked.targets()));
    picked.features().set(0, 0, -1);
    assertEquals(4, FEATURES.get(3, 0));
  }

  @Test
  void rows_none_isAnEmptyDataset() {
    assertEquals(0, LETTERS.rows().size());
    assertEquals(2, LETTERS.rows().featureCount());
  }

  @Test
  void first_takesTheHead() {
    assertArrayEquals(new double[] {0.5, 1.5}, values(NUMBERS.first(2).targets()));
    assertEquals(0, NUMBERS.first(0).size());
    assertRejects(() -> NUMBERS.first(5), "first: n must be at most 4, got 5");
  }

  @Test
  void concat_appendsTheOther() {
    Dataset whole = LETTERS.first(1).concat(LETTERS.rows(3, 2));
    assertArrayEquals(new double[] {1, 10, 4, 40, 3, 30}, values(whole.features()));
    assertArrayEquals(new double[] {2, 2, 1}, values(whole.targets()));
    assertEquals(LETTERS.classNames(), whole.classNames());
  }

  @Test
  void concat_otherNames_isRejected() {
    assertRejects(() -> LETTERS.concat(NUMBERS), "concat", "same classes", "[a, b, c] and []");
    Dataset renamed = LETTERS.withFeatures(FEATURES, List.of("x1", "y"));
    assertRejects(() -> LETTERS.concat(renamed), "same features", "[x1, x2] and [x1, y]");
    Dataset wide = NUMBERS.withTargets(FEATURES);
    assertRejects(() -> NUMBERS.concat(wide), "as many target columns, got 1 and 2");
  }

  @Test
  void oneHotTargets_marksTheClass() {
    double[] expected = {0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1};
    DMatrixRMaj oneHot = LETTERS.oneHotTargets();
    assertEquals(3, oneHot.numCols);
    assertArrayEquals(expected, values(oneHot));
  }

  @Test
  void onlyClasses_renumbersInTheOrderGiven() {
    Dataset two = LETTERS.onlyClasses(2, 0);
    assertEquals(List.of("c", "a"), two.classNames());
    assertArrayEquals(new double[] {0, 1, 0}, values(two.targets()));
    assertArrayEquals(new double[] {1, 10, 2, 20, 4, 40}, values(two.features()));
  }

  @Test
  void onlyClasses_badClass_isRejected() {
    assertRejects(() -> LETTERS.onlyClasses(0, 3), "below 3, got 3");
    assertRejects(() -> LETTERS.onlyClasses(0, -1), "got -1");
    assertRejects(() -> LETTERS.onlyClasses(1, 1), "class 1 is given twice");
    assertRejects(() -> LETTERS.onlyClasses(), "got none");
  }

  @Test
  void classMethods_ofARegression_areMisuse() {
    IllegalStateException misuse =
        assertThrows(IllegalStateException.class, NUMBERS::oneHotTargets);
    assertContains(misuse, "oneHotTargets", "got a regression");
    assertThrows(IllegalStateException.class, () -> NUMBERS.onlyClasses(0));
    assertThrows(IllegalStateException.class, () -> NUMBERS.classOf(0));
  }

  @Test
  void construction_badParts_areRejected() {
    DMatrixRMaj three = column(0, 1, 2);
    assertRejects(() -> Dataset.regression(FEATURES, three), "features=4x2, targets=3x1");
    assertRejects(
        () -> Dataset.regression(new DMatrixRMaj(3, 0), three), "need a column", "features=3x0");
    assertRejects(
        () -> NUMBERS.withFeatures(FEATURES, List.of("x")), "each feature needs a name", "1 names");
    assertRejects(() -> Dataset.classification(three, three), "class names are required");
    assertRejects(
        () -> Dataset.classification(FEATURES, FEATURES, "a", "b"), "n x 1", "not one-hot");
    assertRejects(() -> Dataset.classification(three, three, "a", "a", "b"), "names must differ");
    for (double bad : new double[] {-1, 3, 0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRejects(
          () -> Dataset.classification(three, column(0, bad, 1), "a", "b", "c"),
          "integer from 0 to 2",
          "got " + bad + " in row 1");
    }
    assertRejects(() -> NUMBERS.rows(0, 4), "below 4, got 4");
    assertRejects(() -> NUMBERS.rows(-1), "got -1");
    assertRejects(() -> LETTERS.classOf(4), "below 4, got 4");
  }
}
