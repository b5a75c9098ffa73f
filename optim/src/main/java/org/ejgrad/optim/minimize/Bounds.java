// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Locale;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/**
 * Lower and upper bounds of each element of the argument; infinite where there is none. Equal
 * bounds hold an element fixed.
 */
public final class Bounds {
  private static final Bounds NONE = new Bounds(new DMatrixRMaj(0, 0), new DMatrixRMaj(0, 0));

  /** With more elements the text holds hashes. */
  private static final int MOST_SHOWN = 10;

  private final DMatrixRMaj lower;
  private final DMatrixRMaj upper;

  private Bounds(DMatrixRMaj lower, DMatrixRMaj upper) {
    this.lower = lower;
    this.upper = upper;
  }

  /** No bounds, for an argument of any shape. */
  public static Bounds none() {
    return NONE;
  }

  /**
   * Bounds in the argument's shape; both are copied.
   *
   * @throws IllegalArgumentException naming the entry, if shapes differ, bounds cross or one is NaN
   */
  public static Bounds of(DMatrixRMaj lower, DMatrixRMaj upper) {
    checkArgument(
        Shape.of(lower).equals(Shape.of(upper)),
        "bounds: lower and upper must have the same shape, got %s and %s",
        Shape.of(lower),
        Shape.of(upper));
    checkArgument(lower.getNumElements() > 0, "bounds: must not be empty, got %s", Shape.of(lower));
    for (int i = 0; i < lower.getNumElements(); i++) {
      if (!(lower.data[i] <= upper.data[i])) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "bounds: lower must be <= upper, got %s and %s at %s",
                lower.data[i],
                upper.data[i],
                entry(i, lower.numCols)));
      }
    }
    return new Bounds(lower.copy(), upper.copy());
  }

  /** The same bounds for each element of an argument of this shape. */
  public static Bounds box(Shape shape, double lower, double upper) {
    DMatrixRMaj low = new DMatrixRMaj(shape.rows(), shape.cols());
    DMatrixRMaj high = new DMatrixRMaj(shape.rows(), shape.cols());
    low.fill(lower);
    high.fill(upper);
    return of(low, high);
  }

  boolean isNone() {
    return lower.getNumElements() == 0;
  }

  double lower(int i) {
    return isNone() ? Double.NEGATIVE_INFINITY : lower.data[i];
  }

  double upper(int i) {
    return isNone() ? Double.POSITIVE_INFINITY : upper.data[i];
  }

  /**
   * Refuses a point of another shape or outside, naming the entry.
   *
   * @param what the point is, for the error
   */
  void requireInside(DMatrixRMaj point, String what) {
    if (isNone()) {
      return;
    }
    checkArgument(
        Shape.of(point).equals(Shape.of(lower)),
        "%s must have the shape of the bounds, %s, got %s",
        what,
        Shape.of(lower),
        Shape.of(point));
    for (int i = 0; i < point.getNumElements(); i++) {
      if (!(lower.data[i] <= point.data[i] && point.data[i] <= upper.data[i])) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s must lie within the bounds, got %s outside [%s, %s] at %s",
                what,
                point.data[i],
                lower.data[i],
                upper.data[i],
                entry(i, point.numCols)));
      }
    }
  }

  /** Element i of a matrix of so many columns, in words. */
  static String entry(int i, int cols) {
    return "(" + i / cols + ", " + i % cols + ")";
  }

  /** The nearest number within the bounds of an element. */
  double clip(int i, double x) {
    return isNone() ? x : Math.max(lower.data[i], Math.min(upper.data[i], x));
  }

  /** The nearest point within the bounds; the same array if there are none. */
  double[] clip(double[] x) {
    if (isNone()) {
      return x;
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = clip(i, x[i]);
    }
    return y;
  }

  /** Where a step along the negative gradient goes, seen from the point: 0 at a minimum. */
  double[] projectedGradient(Point point) {
    if (isNone()) {
      return point.gradient();
    }
    double[] moved = new double[point.x().length];
    for (int i = 0; i < moved.length; i++) {
      double x = point.x()[i];
      double g = point.gradient()[i];
      // Away from bounds this is g itself, which clip(x - g) - x would round.
      double room = g > 0 ? x - lower.data[i] : x - upper.data[i];
      moved[i] = g > 0 ? Math.min(g, room) : Math.max(g, room);
    }
    return moved;
  }

  /** Other bounds have another text, but for the rare hash: states are told apart by it. */
  @Override
  public String toString() {
    if (isNone()) {
      return "none";
    }
    String shape = "of " + Shape.of(lower) + " ";
    return lower.getNumElements() <= MOST_SHOWN
        ? shape + Arrays.toString(lower.data) + " to " + Arrays.toString(upper.data)
        : shape + "hash " + Arrays.hashCode(lower.data) + " to " + Arrays.hashCode(upper.data);
  }
}
