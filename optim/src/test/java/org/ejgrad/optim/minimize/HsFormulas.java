// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.optim.minimize.Columns.at;
import static org.ejgrad.optim.minimize.Columns.point;

import java.util.Arrays;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/** What several of {@link HsProblem} share. */
final class HsFormulas {
  private HsFormulas() {}

  static Constraints free() {
    return Constraints.none();
  }

  static Constraints box(String lower, String upper) {
    return Constraints.none().within(Bounds.of(bound(lower), bound(upper)));
  }

  private static DMatrixRMaj bound(String numbers) {
    return point(
        Arrays.stream(numbers.split(" "))
            .map(number -> number.replace("inf", "Infinity"))
            .mapToDouble(Double::parseDouble)
            .toArray());
  }

  static DMatrixRMaj startAt(double... values) {
    return point(values);
  }

  static Expr rosenbrock(Expr x) {
    Expr curve = at(x, 2).minus(at(x, 1).square()).square().scale(100);
    return curve.plus(constant(1).minus(at(x, 1)).square());
  }

  static Expr fromTwoAndOne(Expr x) {
    return at(x, 1).minus(2).square().plus(at(x, 2).minus(1).square());
  }

  /** (x_i - x_j)^2. */
  static Expr gap(Expr x, int i, int j) {
    return at(x, i).minus(at(x, j)).square();
  }

  static Expr minusProduct(Expr x) {
    return at(x, 1).elementMult(at(x, 2)).elementMult(at(x, 3)).negative();
  }
}
