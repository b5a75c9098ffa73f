// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static org.ejgrad.models.data.DataFiles.assertRejects;
import static org.ejgrad.models.data.DataFiles.real;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class SplitTest {
  /** Rows numbered in their one feature, so many of each class, class after class. */
  private static Dataset classes(int... sizes) {
    int n = Arrays.stream(sizes).sum();
    DMatrixRMaj features = new DMatrixRMaj(n, 1);
    Arrays.setAll(features.data, row -> row);
    DMatrixRMaj targets = new DMatrixRMaj(n, 1);
    int row = 0;
    for (int k = 0; k < sizes.length; k++) {
      for (int i = 0; i < sizes[k]; i++) {
        targets.set(row++, 0, k);
      }
    }
    String[] names = IntStream.range(0, sizes.length).mapToObj(k -> "c" + k).toArray(String[]::new);
    return Dataset.classification(features, targets, names);
  }

  private static int[] counts(Dataset data) {
    int[] counts = new int[data.classCount()];
    for (int row = 0; row < data.size(); row++) {
      counts[data.classOf(row)]++;
    }
    return counts;
  }

  private static void assertEachRowOnce(Dataset whole, Split split) {
    double[] rows =
        DoubleStream.of(split.trainAndValidation().concat(split.test()).features().data)
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, whole.size()).asDoubleStream().toArray(), rows);
  }

  @Test
  void of_exactShares_areExact() {
    Dataset data = classes(50, 30, 20);
    Split split = Split.of(data, 0.6, 0.2, 0.2, 1);
    assertArrayEquals(new int[] {30, 18, 12}, counts(split.train()));
    assertArrayEquals(new int[] {10, 6, 4}, counts(split.validation()));
    assertArrayEquals(new int[] {10, 6, 4}, counts(split.test()));
    assertEachRowOnce(data, split);
    assertEquals("Split[train 60, validation 20, test 20]", split.toString());
  }

  @Test
  void of_randomSizesAndShares_keepProportionsAndTotals() {
    for (int trial = 0; trial < 300; trial++) {
      CounterRandom random = CounterRandom.of(trial);
      int[] sizes = new int[1 + random.intBelow(0, 6)];
      for (int k = 0; k < sizes.length; k++) {
        sizes[k] = 20 + random.intBelow(k + 1, 100);
      }
      double train = 0.3 + 0.4 * random.uniform(0);
      double validation = (1 - train) * (0.2 + 0.6 * random.uniform(1));
      double[] shares = {train, validation, 1 - train - validation};
      Dataset data = classes(sizes);
      Split split = Split.of(data, shares[0], shares[1], shares[2], trial);
      assertEachRowOnce(data, split);
      Dataset[] parts = {split.train(), split.validation(), split.test()};
      for (int part = 0; part < 3; part++) {
        String where = "trial " + trial + ", part " + part;
        assertEquals(shares[part] * data.size(), parts[part].size(), 1.0, where);
        int[] counts = counts(parts[part]);
        for (int k = 0; k < sizes.length; k++) {
          assertEquals(shares[part] * sizes[k], counts[k], 2.0, where + ", class " + k);
        }
      }
    }
  }

  @Test
  void of_shareZero_givesAnEmptyPart() {
    Dataset data = classes(10, 10);
    Split split = Split.of(data, 0.8, 0, 0.2, 1);
    assertEquals(0, split.validation().size());
    assertArrayEquals(new int[] {2, 2}, counts(split.test()));
    assertEquals(16, split.trainAndValidation().size());
  }

  @Test
  void of_smallestClass_hasOneRowInEachPart() {
    Split split = Split.of(classes(100, 3), 0.9, 0.05, 0.05, 1);
    assertEquals(1, counts(split.train())[1]);
    assertEquals(1, counts(split.validation())[1]);
    assertEquals(1, counts(split.test())[1]);
  }

  @Test
  void of_classWithTooFewRows_isRejected() {
    assertRejects(
        () -> Split.of(classes(100, 2), 0.6, 0.2, 0.2, 1),
        "split: class 'c1' must have at least 3 rows, one for each part, got 2");
    Split two = Split.of(classes(100, 2), 0.5, 0, 0.5, 1);
    assertEquals(1, counts(two.test())[1]);
  }

  @Test
  void of_regression_cutsPlainly() {
    DMatrixRMaj rows = new DMatrixRMaj(11, 1);
    Arrays.setAll(rows.data, row -> row);
    Dataset data = Dataset.regression(rows, rows.copy());
    Split split = Split.of(data, 0.5, 0.25, 0.25, 1);
    assertEquals(11, split.train().size() + split.validation().size() + split.test().size());
    assertEquals(5.5, split.train().size(), 1);
    assertEachRowOnce(data, split);
    assertRejects(() -> Split.of(data.first(2), 0.5, 0.25, 0.25, 1), "at least 3 rows", "got 2");
  }

  @Test
  void of_seed_decidesAndShuffles() {
    Dataset data = classes(50, 50);
    double[] once = Split.of(data, 0.8, 0, 0.2, 1).train().features().data;
    assertArrayEquals(once, Split.of(data, 0.8, 0, 0.2, 1).train().features().data);
    assertFalse(Arrays.equals(once, Split.of(data, 0.8, 0, 0.2, 2).train().features().data));
    double[] ordered = DoubleStream.of(once).sorted().toArray();
    assertFalse(Arrays.equals(once, ordered));
  }

  @Test
  void of_badShares_areRejected() {
    Dataset data = classes(10, 10);
    assertRejects(() -> Split.of(data, 0.5, 0.2, 0.2, 1), "sum to 1", "[0.5, 0.2, 0.2]");
    assertRejects(() -> Split.of(data, 0, 0.5, 0.5, 1), "train above 0");
    assertRejects(() -> Split.of(data, 1.2, -0.4, 0.2, 1), "not be negative");
    assertRejects(() -> Split.of(data, Double.NaN, 0.5, 0.5, 1), "NaN");
  }

  @Test
  void mnist_splitsIntoEightAndTwoThousand() {
    Dataset labels =
        Dataset.classification(
            new DMatrixRMaj(10_000, 1),
            Idx.labels(real("mnist-10k/t10k-labels-idx1-ubyte.gz"), 10),
            "0",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "7",
            "8",
            "9");
    Split split = Split.of(labels, 0.8, 0, 0.2, 1);
    assertEquals(8000, split.train().size());
    assertEquals(2000, split.test().size());
    int[] whole = counts(labels);
    int[] test = counts(split.test());
    for (int k = 0; k < 10; k++) {
      assertTrue(Math.abs(test[k] - 0.2 * whole[k]) < 1, "digit " + k);
    }
  }
}
