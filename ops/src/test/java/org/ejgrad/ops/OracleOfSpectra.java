// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Oracle.one;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.ejgrad.ops.Oracle.Formula;

/** The oracle's orthonormal factors, eigenvalues, singular values and exponentials. */
final class OracleOfSpectra {
  private OracleOfSpectra() {}

  static Map<String, Formula> formulas() {
    String part = "ops.FactorPart.";
    return ImmutableMap.<String, Formula>builder()
        .put(part + "QR_Q", one(JetLinear::orthonormal))
        .put(part + "QR_R", one(OracleOfSpectra::triangle))
        .put("ops.Factorization.QR q r", one(a -> a))
        .put(part + "EIGENVALUES", one(a -> JetSpectrum.eigen(a).values()))
        .put(part + "EIGENVECTORS", one(a -> JetSpectrum.eigen(a).right()))
        .put("ops.Factorization.EIGEN v w v'", one(JetLinear::symmetric))
        .put(part + "SINGULAR_VALUES", one(a -> JetSpectrum.singular(a).values()))
        .put(part + "LEFT_SINGULAR_VECTORS", one(a -> JetSpectrum.singular(a).left()))
        .put(part + "RIGHT_SINGULAR_VECTORS", one(a -> JetSpectrum.singular(a).right()))
        .put("ops.Factorization.SVD", one(a -> a))
        .put(part + "SINGULAR_VALUES normP2", one(OracleOfSpectra::largestSingularValue))
        .put(
            "ops.GapQuotients VALUES",
            x -> overGaps(x.get(0).map(OracleOfSpectra::spread), x.get(1)))
        .put(
            "ops.GapQuotients SQUARES_TIMES_B",
            x -> overGapsOfSquares(x.get(0).map(OracleOfSpectra::spread), x.get(1), true))
        .put(
            "ops.GapQuotients SQUARES_TIMES_A",
            x -> overGapsOfSquares(x.get(0).map(OracleOfSpectra::spread), x.get(1), false))
        .put(
            "ops.GapQuotients FROM_ZERO",
            x -> overValues(x.get(0).map(OracleOfSpectra::spread), x.get(1)))
        .put("ops.NormAtMost matrixExp", one(a -> JetLinear.exponential(a.map(v -> v.times(0.5)))))
        .buildOrThrow();
  }

  /** Q' a, whose elements below the diagonal are 0. */
  private static Jets triangle(Jets a) {
    Jets r = JetLinear.product(JetLinear.orthonormal(a).flipped(), a);
    return Jets.of(r.rows(), r.cols(), (i, j) -> i > j ? Jet.ZERO : r.get(i, j));
  }

  /** What the rows of the table make of their argument. */
  private static Jet spread(Jet x) {
    return x.times(2).plus(Jet.constant(5));
  }

  private static Jets largestSingularValue(Jets a) {
    return Jets.of(1, 1, (i, j) -> JetSpectrum.singular(a).values().get(0, 0));
  }

  private static Jets overGaps(Jets values, Jets p) {
    return Jets.of(
        p.rows(),
        p.cols(),
        (i, j) -> i == j ? Jet.ZERO : p.get(i, j).over(values.get(j, 0).minus(values.get(i, 0))));
  }

  private static Jets overGapsOfSquares(Jets values, Jets p, boolean timesB) {
    Jets quotients = overGaps(values.map(Jet::square), p);
    return Jets.of(
        p.rows(), p.cols(), (i, j) -> quotients.get(i, j).times(values.get(timesB ? j : i, 0)));
  }

  private static Jets overValues(Jets values, Jets p) {
    return Jets.of(p.rows(), p.cols(), (i, j) -> p.get(i, j).over(values.get(j, 0)));
  }
}
