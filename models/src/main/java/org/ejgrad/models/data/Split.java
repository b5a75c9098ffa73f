// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.ejgrad.ops.random.CounterRandom;

/**
 * A data set cut into rows to train on, to choose by, and to judge by. Every row is in exactly one
 * part, and each part is in random order.
 */
public record Split(Dataset train, Dataset validation, Dataset test) {
  private static final int PARTS = 3;
  private static final String[] NAMES = {"train", "validation", "test"};

  /**
   * Cuts a data set by the given shares, which sum to 1. A classification is stratified: each part
   * has each class in the proportion of the whole, to within two rows, and the parts' sizes are the
   * shares of all rows, rounded, unless a class is so small that each part gets but one of it.
   *
   * @param trainShare above 0
   * @param validationShare at least 0; 0 gives a part without rows
   * @param testShare at least 0; 0 gives a part without rows
   * @throws IllegalArgumentException where a class (or a whole regression) has fewer rows than
   *     there are parts with a share
   */
  public static Split of(
      Dataset data, double trainShare, double validationShare, double testShare, long seed) {
    double[] shares = {trainShare, validationShare, testShare};
    checkArgument(
        trainShare > 0
            && validationShare >= 0
            && testShare >= 0
            && Math.abs(trainShare + validationShare + testShare - 1) <= 1e-9,
        "split: shares must not be negative, train above 0, and sum to 1, got %s",
        Arrays.toString(shares));
    int[][] quotas = quotas(data, shares);
    int[] order = CounterRandom.of(seed).permutation(data.size());
    int[][] parts = new int[PARTS][data.size()];
    int[] filled = new int[PARTS];
    for (int row : order) {
      int[] quota = quotas[stratum(data, row)];
      int part = 0;
      while (quota[part] == 0) {
        part++;
      }
      quota[part]--;
      parts[part][filled[part]++] = row;
    }
    for (int part = 0; part < PARTS; part++) {
      parts[part] = Arrays.copyOf(parts[part], filled[part]);
    }
    return new Split(data.rows(parts[0]), data.rows(parts[1]), data.rows(parts[2]));
  }

  /** Training and validation rows together, to refit on once the choice is made. */
  public Dataset trainAndValidation() {
    return train.concat(validation);
  }

  private static int stratum(Dataset data, int row) {
    return data.isClassification() ? data.classOf(row) : 0;
  }

  /** How many rows of each stratum each part gets; a stratum's quotas sum to its size. */
  private static int[][] quotas(Dataset data, double[] shares) {
    int[] sizes = new int[Math.max(1, data.classCount())];
    for (int row = 0; row < data.size(); row++) {
      sizes[stratum(data, row)]++;
    }
    int[][] quotas = new int[sizes.length][];
    // What each part still lacks of its share of all rows, after every stratum's whole rows.
    double[] lacking = new double[PARTS];
    for (int part = 0; part < PARTS; part++) {
      lacking[part] = shares[part] * data.size();
    }
    for (int k = 0; k < sizes.length; k++) {
      checkSize(data, k, sizes[k], shares);
      quotas[k] = wholeRows(sizes[k], shares);
      for (int part = 0; part < PARTS; part++) {
        lacking[part] -= quotas[k][part];
      }
    }
    for (int k = 0; k < sizes.length; k++) {
      for (int left = sizes[k] - Arrays.stream(quotas[k]).sum(); left > 0; left--) {
        int part = mostLacking(lacking, shares);
        quotas[k][part]++;
        lacking[part]--;
      }
    }
    return quotas;
  }

  private static void checkSize(Dataset data, int k, int size, double[] shares) {
    long needed = Arrays.stream(shares).filter(share -> share > 0).count();
    if (data.isClassification()) {
      // A class that never occurs is nobody's mistake here: a data set may be a part itself.
      checkArgument(
          size == 0 || size >= needed,
          "split: class '%s' must have at least %s rows, one for each part, got %s",
          data.classNames().get(k),
          needed,
          size);
    }
    checkArgument(
        data.size() >= needed,
        "split: the data must have at least %s rows, one for each part, got %s",
        needed,
        data.size());
  }

  /** The shares of a stratum, rounded down, but at least one row for each part with a share. */
  private static int[] wholeRows(int size, double[] shares) {
    int[] quota = new int[PARTS];
    for (int part = 0; part < PARTS; part++) {
      // 0.1 * 30 may fall short of 3 by a rounding error.
      int whole = (int) Math.floor(shares[part] * size + 1e-6);
      quota[part] = shares[part] > 0 && size > 0 ? Math.max(1, whole) : 0;
    }
    while (Arrays.stream(quota).sum() > size) {
      int largest = 0;
      for (int part = 1; part < PARTS; part++) {
        largest = quota[part] > quota[largest] ? part : largest;
      }
      quota[largest]--;
    }
    return quota;
  }

  private static int mostLacking(double[] lacking, double[] shares) {
    int most = 0;
    for (int part = 1; part < PARTS; part++) {
      most = shares[part] > 0 && lacking[part] > lacking[most] ? part : most;
    }
    return most;
  }

  /** A line for people: the sizes of the parts. */
  @Override
  public String toString() {
    int[] sizes = {train.size(), validation.size(), test.size()};
    StringBuilder text = new StringBuilder("Split[");
    for (int part = 0; part < PARTS; part++) {
      text.append(part == 0 ? "" : ", ").append(NAMES[part]).append(' ').append(sizes[part]);
    }
    return text.append(']').toString();
  }
}
