// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import java.util.Arrays;
import java.util.OptionalInt;

/** A sequence of doubles that cannot change; equality compares bits, so that NaN equals NaN. */
public final class Series {
  private final double[] values;

  private Series(double[] values) {
    this.values = values;
  }

  /** Returns the series of these values, in order. The array is copied. */
  public static Series of(double... values) {
    return new Series(values.clone());
  }

  /** Returns the first {@code length} values of the array, copied. */
  public static Series copyOf(double[] values, int length) {
    if (length < 0 || length > values.length) {
      throw new IllegalArgumentException(
          "series: length must be within the array, got length="
              + length
              + " of "
              + values.length
              + " values");
    }
    return new Series(Arrays.copyOf(values, length));
  }

  /**
   * Returns first, first + 1, ... : {@code length} whole numbers, as a chart's x axis needs them.
   */
  public static Series counting(int first, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = first + i;
    }
    return new Series(values);
  }

  /** Returns how many values there are. */
  public int length() {
    return values.length;
  }

  /** Returns whether there is no value. */
  public boolean isEmpty() {
    return values.length == 0;
  }

  /** Returns the value at the 0-based index. */
  public double at(int index) {
    return values[index];
  }

  /** Returns the values at these indices, in their order. */
  public Series at(int[] indices) {
    double[] picked = new double[indices.length];
    for (int i = 0; i < indices.length; i++) {
      picked[i] = values[indices[i]];
    }
    return new Series(picked);
  }

  /** Returns a copy of the values. */
  public double[] toArray() {
    return values.clone();
  }

  /** Returns the 0-based index of the first value below the bound, if there is one. */
  public OptionalInt firstBelow(double bound) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] < bound) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** Returns whether no value is NaN or infinite. */
  public boolean isFinite() {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the smallest value.
   *
   * @throws IllegalStateException if the series is empty
   */
  public double min() {
    return Arrays.stream(values).min().orElseThrow(() -> new IllegalStateException(empty("min")));
  }

  /**
   * Returns the largest value.
   *
   * @throws IllegalStateException if the series is empty
   */
  public double max() {
    return Arrays.stream(values).max().orElseThrow(() -> new IllegalStateException(empty("max")));
  }

  private static String empty(String member) {
    return member + ": needs at least one value, got an empty series. Ask isEmpty() first.";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Series series && Arrays.equals(values, series.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Series of " + values.length + " values";
  }
}
