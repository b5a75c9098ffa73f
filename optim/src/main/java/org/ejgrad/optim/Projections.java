// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * Projections onto the usual sets, in the sense of least squares over all elements of a parameter;
 * points of the set stay where they are.
 */
public final class Projections {
  private Projections() {}

  /** Onto x_ij &gt;= 0: max(x_ij, 0). */
  public static Projection nonNegative() {
    return x -> x.maximum(Autograd.constant(0));
  }

  /**
   * Onto low &lt;= x_ij &lt;= high: min(max(x_ij, low), high).
   *
   * @throws IllegalArgumentException if low exceeds high or one is NaN
   */
  public static Projection box(double low, double high) {
    checkArgument(low <= high, "box: low must not exceed high, got low=%s, high=%s", low, high);
    return x -> x.clip(low, high);
  }

  /**
   * Onto x_ij &gt;= 0 with the sum s: max(x_ij - tau, 0), where tau is the largest (sum of the k
   * largest - s) / k over k (Held, Wolfe and Crowder 1974; Duchi, Shalev-Shwartz, Singer and
   * Chandra 2008, figure 1).
   *
   * @param sum s, above 0; 1 for probabilities
   */
  public static Projection simplex(double sum) {
    Settings.positive("simplex, sum", sum);
    return x -> ontoSimplex(x, sum);
  }

  private static Expr ontoSimplex(Expr x, double sum) {
    int n = x.shape().elements();
    checkArgument(n > 0, "simplex: an empty parameter has no sum, got %s", x.shape());
    DMatrixRMaj counts = new DMatrixRMaj(1, n);
    Arrays.setAll(counts.data, k -> k + 1);
    // Moved so that the largest is 0, which changes nothing and keeps the digits of the sum.
    Expr moved = x.minus(x.elementMax());
    Expr largestFirst = moved.reshape(1, n).sortRows().flipCols();
    Expr tau =
        largestFirst.cumSumRows().minus(sum).elementDiv(Autograd.constant(counts)).elementMax();
    return moved.minus(tau).maximum(Autograd.constant(0));
  }

  /**
   * Onto sum |x_ij| &lt;= radius: sign(x) times the projection of |x| onto the simplex of that sum,
   * where x is outside (Duchi, Shalev-Shwartz, Singer and Chandra 2008, section 4).
   *
   * @param radius above 0
   */
  public static Projection l1Ball(double radius) {
    Settings.positive("l1Ball, radius", radius);
    return x ->
        x.shape().elements() == 0
            ? x
            : x.elementSumAbs()
                .lessOrEqual(radius)
                .select(x, x.sign().elementMult(ontoSimplex(x.abs(), radius)));
  }

  /**
   * Onto ||x|| &lt;= radius: x radius / max(||x||, radius), with Frobenius' norm.
   *
   * @param radius above 0
   */
  public static Projection l2Ball(double radius) {
    Settings.positive("l2Ball, radius", radius);
    return x -> ScaledNorm.of(x).held(x, Autograd.constant(radius));
  }

  /**
   * Onto ||x|| = 1: x / ||x||, with Frobenius' norm; 0, which has no nearest point, stays. The
   * sphere is not convex: averages of a rule that is held on it are evaluated inside.
   */
  public static Projection unitNorm() {
    return x -> ScaledNorm.of(x).direction(x);
  }
}
