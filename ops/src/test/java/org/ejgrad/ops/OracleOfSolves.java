// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.JetLinear.determinant;
import static org.ejgrad.ops.JetLinear.identity;
import static org.ejgrad.ops.JetLinear.product;
import static org.ejgrad.ops.JetLinear.solve;
import static org.ejgrad.ops.JetLinear.symmetric;
import static org.ejgrad.ops.Oracle.all;
import static org.ejgrad.ops.Oracle.one;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.ejgrad.ops.Oracle.Formula;

/** The oracle's solves, inverses and determinants, by elimination and expansion. */
final class OracleOfSolves {
  private OracleOfSolves() {}

  static Map<String, Formula> formulas() {
    ImmutableMap.Builder<String, Formula> formulas = ImmutableMap.builder();
    for (Triangle triangle : Triangle.values()) {
      String name = "ops.SolveTriangular " + triangle;
      formulas
          .put(name, x -> solve(read(x.get(0), triangle), x.get(1)))
          .put(name + ", transposed", x -> solve(read(x.get(0), triangle).flipped(), x.get(1)));
    }
    return formulas
        .put("ops.Solve a b", x -> solve(x.get(0), x.get(1)))
        .put("ops.Solve a' b", x -> solve(x.get(0).flipped(), x.get(1)))
        .put("ops.Factorization.LU invert", one(OracleOfSolves::inverse))
        .put("ops.Determinant.DETERMINANT", all(JetLinear::determinant))
        .put("ops.Determinant.LOG_DETERMINANT", all(x -> logOfSize(determinant(x))))
        .put(
            "ops.CofactorMatrix",
            one(x -> Jets.of(x.rows(), x.rows(), (i, j) -> JetLinear.cofactor(x, i, j))))
        .put("ops.Cholesky", one(JetLinear::cholesky))
        .put("ops.Cholesky logDeterminantSPD", all(x -> logOfSize(determinant(symmetric(x)))))
        .put("ops.SolveSpd", x -> solve(symmetric(x.get(0)), x.get(1)))
        .put("ops.SolveSpd invertSPD", one(x -> inverse(symmetric(x))))
        .put(
            "ops.Diagonal.Extracted trace",
            all(x -> Jets.of(x.rows(), 1, (i, j) -> x.get(i, i)).sum()))
        .put(
            "ops.Factorization.FULL_RANK_QR leastSquares", x -> normalEquations(x.get(0), x.get(1)))
        .put("ops.LeastSquares", x -> normalEquations(x.get(0), x.get(1)))
        .put("ops.PseudoInverse", one(OracleOfSolves::pseudoInverse))
        .buildOrThrow();
  }

  private static Jets inverse(Jets a) {
    return solve(a, identity(a.rows()));
  }

  private static Jet logOfSize(Jet x) {
    return (x.value() < 0 ? x.times(-1) : x).log();
  }

  private static Jets read(Jets a, Triangle triangle) {
    boolean lower = triangle == Triangle.LOWER || triangle == Triangle.UNIT_LOWER;
    boolean unit = triangle == Triangle.UNIT_LOWER || triangle == Triangle.UNIT_UPPER;
    return Jets.of(
        a.rows(),
        a.cols(),
        (i, j) -> {
          if (i == j) {
            return unit ? Jet.constant(1) : a.get(i, i);
          }
          return (i > j) == lower ? a.get(i, j) : Jet.ZERO;
        });
  }

  /** (a' a)^-1 a' b. */
  private static Jets normalEquations(Jets a, Jets b) {
    return solve(product(a.flipped(), a), product(a.flipped(), b));
  }

  private static Jets pseudoInverse(Jets a) {
    return a.rows() >= a.cols()
        ? normalEquations(a, identity(a.rows()))
        : pseudoInverse(a.flipped()).flipped();
  }
}
