// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.ejgrad.optim.minimize.Columns.point;
import static org.ejgrad.optim.minimize.Columns.range;

import java.util.function.UnaryOperator;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * The problems of More, Garbow and Hillstrom 1981, "Testing unconstrained optimization software",
 * ACM TOMS 7(1): residuals, standard starts, and the published minima of the sum of squares, those
 * at infinity included. The sum is twice the objective.
 */
enum MghProblem {
  ROSENBROCK(MghResiduals::rosenbrock, new double[] {-1.2, 1}, 0),
  FREUDENSTEIN_ROTH(MghResiduals::freudensteinRoth, new double[] {0.5, -2}, 0, 48.984253679),
  POWELL_BADLY_SCALED(MghResiduals::powellBadlyScaled, new double[] {0, 1}, 0),
  BROWN_BADLY_SCALED(MghResiduals::brownBadlyScaled, new double[] {1, 1}, 0),
  BEALE(MghResiduals::beale, new double[] {1, 1}, 0),
  JENNRICH_SAMPSON(MghResiduals::jennrichSampson, new double[] {0.3, 0.4}, 124.362182356),
  HELICAL_VALLEY(MghResiduals::helicalValley, new double[] {-1, 0, 0}, 0),
  BARD(MghResiduals::bard, new double[] {1, 1, 1}, 8.21487730658e-3, 17.4286933333),
  GAUSSIAN(MghResiduals::gaussian, new double[] {0.4, 1, 0}, 1.12793276961e-8),
  MEYER(MghResiduals::meyer, new double[] {0.02, 4000, 250}, 87.9458551710),
  GULF(MghResiduals::gulf, new double[] {5, 2.5, 0.15}, 0),
  BOX_THREE(MghResiduals::boxThree, new double[] {0, 10, 20}, 0),
  POWELL_SINGULAR(MghResiduals::powellSingular, new double[] {3, -1, 0, 1}, 0),
  WOOD(MghResiduals::wood, new double[] {-3, -1, -3, -1}, 0),
  KOWALIK_OSBORNE(
      MghResiduals::kowalikOsborne,
      new double[] {0.25, 0.39, 0.415, 0.39},
      3.07505603849e-4,
      1.02734e-3),
  BROWN_DENNIS(MghResiduals::brownDennis, new double[] {25, 5, -5, -1}, 85822.2016264),
  OSBORNE_ONE(MghResiduals::osborneOne, new double[] {0.5, 1.5, -1, 0.01, 0.02}, 5.46489469749e-5),
  BIGGS_EXP6(MghResiduals::biggs, new double[] {1, 2, 1, 1, 1, 1}, 0, 5.65564992552e-3),
  OSBORNE_TWO(
      MghResiduals::osborneTwo,
      new double[] {1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5},
      4.01377362935e-2),
  WATSON(MghResiduals::watson, new double[6], 2.28767005355e-3),
  EXTENDED_ROSENBROCK(MghResiduals::extendedRosenbrock, range(10, i -> i % 2 == 1 ? -1.2 : 1), 0),
  EXTENDED_POWELL(
      MghResiduals::extendedPowell, new double[] {3, -1, 0, 1, 3, -1, 0, 1, 3, -1, 0, 1}, 0),
  PENALTY_ONE(MghResiduals::penaltyOne, range(4, i -> i), 2.24997750088e-5),
  PENALTY_TWO(MghResiduals::penaltyTwo, range(4, i -> 0.5), 9.37629308e-6),
  VARIABLY_DIMENSIONED(MghResiduals::variablyDimensioned, range(10, i -> 1 - i / 10.0), 0),
  TRIGONOMETRIC(MghResiduals::trigonometric, range(10, i -> 0.1), 0, 2.79506e-5),
  BROWN_ALMOST_LINEAR(MghResiduals::brownAlmostLinear, range(10, i -> 0.5), 0, 1),
  BOUNDARY_VALUE(MghResiduals::boundaryValue, range(10, i -> i / 11.0 * (i / 11.0 - 1)), 0),
  INTEGRAL_EQUATION(MghResiduals::integralEquation, range(10, i -> i / 11.0 * (i / 11.0 - 1)), 0),
  BROYDEN_TRIDIAGONAL(MghResiduals::broydenTridiagonal, range(10, i -> -1), 0),
  BROYDEN_BANDED(MghResiduals::broydenBanded, range(10, i -> -1), 0),
  LINEAR_FULL_RANK(MghResiduals::linearFullRank, range(5, i -> 1), 10 - 5),
  LINEAR_RANK_ONE(MghResiduals::linearRankOne, range(5, i -> 1), 10 * 9 / (2.0 * 21)),
  LINEAR_RANK_ONE_ZEROS(
      MghResiduals::linearRankOneZeros, range(5, i -> 1), (100 + 30 - 6) / (2.0 * 17)),
  CHEBYQUAD(MghResiduals::chebyquad, range(8, i -> i / 9.0), 3.51687372568e-3);

  private final UnaryOperator<Expr> residuals;
  private final double[] start;
  private final double[] minima;

  MghProblem(UnaryOperator<Expr> residuals, double[] start, double... minima) {
    this.residuals = residuals;
    this.start = start;
    this.minima = minima;
  }

  Objective objective() {
    return Objective.ofResiduals(residuals);
  }

  /** The standard start times a factor; of WATSON, which starts at 0, the factor, as in MINPACK. */
  DMatrixRMaj start(double factor) {
    boolean isMoved = this == WATSON && factor != 1;
    return point(range(start.length, i -> isMoved ? factor : factor * start[i - 1]));
  }

  /** Whether this value of the objective, half a sum of squares, is at a published minimum. */
  boolean isMinimum(double value) {
    // Along a curve of POWELL_BADLY_SCALED the sum is 1e-8 and less.
    double ofZero = this == POWELL_BADLY_SCALED ? 1e-16 : 1e-10;
    for (double minimum : minima) {
      // Published to six digits at least; flat minima at 0 are reached to some 1e-11.
      double tolerance = minimum == 0 ? ofZero : 1e-5 * minimum;
      if (Math.abs(2 * value - minimum) <= tolerance) {
        return true;
      }
    }
    return false;
  }
}
