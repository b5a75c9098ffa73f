// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/** Numbers at the edge of what arithmetic can do. */
enum ValueSet {
  ZEROS(i -> i % 2 == 0 ? 0.0 : -0.0),
  INFINITY(i -> Double.POSITIVE_INFINITY),
  MINUS_INFINITY(i -> Double.NEGATIVE_INFINITY),
  NAN(i -> Double.NaN),
  DENORMAL(i -> Double.MIN_VALUE),
  LARGEST(i -> Double.MAX_VALUE),
  TINY(i -> 1e-16),
  LARGE(i -> 1e150),
  EQUAL(i -> 1.5);

  private static final long SEED = 17;

  private final IntToDoubleFunction element;

  ValueSet(IntToDoubleFunction element) {
    this.element = element;
  }

  /**
   * Arguments of a row, of which all or one hold numbers of a set, everywhere or here and there.
   */
  record Point(ValueSet set, boolean whole, List<DMatrixRMaj> x) {
    /** {@code ZEROS} where all elements are, {@code some ZEROS} where only some are. */
    String name() {
      return whole ? set.name() : "some " + set.name();
    }

    @Override
    public String toString() {
      return name() + ": " + x;
    }
  }

  /** All sets in arguments of these shapes; what is not of the set is of the row's domain. */
  static List<Point> points(OpRow row, List<Shape> shapes) {
    List<Point> points = new ArrayList<>();
    int count = shapes.size();
    for (ValueSet set : values()) {
      for (int only = count == 1 ? 0 : -1; only < count; only++) {
        List<DMatrixRMaj> whole = row.arguments(shapes, SEED);
        List<DMatrixRMaj> some = row.arguments(shapes, SEED);
        for (int k = 0; k < count; k++) {
          if (only < 0 || only == k) {
            whole.set(k, set.whole(row.domains.get(k), whole.get(k)));
            some.set(k, set.some(some.get(k), k));
          }
        }
        points.add(new Point(set, true, whole));
        points.add(new Point(set, false, some));
      }
    }
    return points;
  }

  boolean isFinite() {
    return Double.isFinite(element.applyAsDouble(0));
  }

  /** Nothing else; where a row needs a regular matrix, that is scaled by the numbers. */
  private DMatrixRMaj whole(Domain domain, DMatrixRMaj drawn) {
    boolean regular = domain == Domain.DOMINANT && this != EQUAL;
    for (int i = 0; i < Plain.size(drawn); i++) {
      double x = element.applyAsDouble(i);
      // A quarter, so that no element is beyond the largest double.
      drawn.data[i] = regular ? x * (drawn.data[i] / 4) : x;
    }
    return drawn;
  }

  /** Every third element is of the set. */
  private DMatrixRMaj some(DMatrixRMaj drawn, int first) {
    for (int i = first; i < Plain.size(drawn); i += 3) {
      drawn.data[i] = element.applyAsDouble(i);
    }
    return drawn;
  }
}
