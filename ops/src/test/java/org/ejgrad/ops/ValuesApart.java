// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where rows of the op table differ from their plain formula, or their slopes from the oracle's, on
 * a {@link ValueSet}, and why: exactly there, as {@link OpTableValuesTest} asks.
 */
final class ValuesApart {
  /** Points are called as {@link ValueSet.Point#name} does. */
  private record Apart(String why, String points, List<String> rows) {}

  private static final String LOSS =
      "losses take infinite logits as limits, where the formula has infinity times 0";

  private static final String SUMS = "sums of the formula overflow where those of the op do not";

  private static final String SUBSTITUTION =
      "the formula goes by an inverse, in which infinities meet, and substitution does not";

  private static final String GAPS =
      "0 over a gap of 0 counts as 0, and products overflow in another order";

  private static final String SPECTRA =
      "vectors of equal or no lengths are not unique, and the formula's squares have no digits left";

  private static final String DIGITS =
      "products in another order overflow, or have no digits left where columns differ by 1e16";

  private static final String KINK =
      "the slope at the kink is documented as 0, and the oracle takes a side";

  private static final String TIES =
      "ties are documented to share or to go to the first, and the oracle takes the last or the first";

  private static final String MEAN =
      "differences from the mean of equals are exactly 0, and the oracle's mean is rounded";

  private static final String RANGE =
      "a power or a product on the way leaves the range of doubles, here or in the oracle";

  private static final String ORDER =
      "whether a sum overflows half-way, or what sine is of a rounding error, hangs on the tier";

  /** Not asked for, as no value is right. */
  private static final List<Apart> UNCOMPARED =
      List.of(
          new Apart(
              ORDER,
              "LARGEST, some LARGEST",
              List.of("ops.MatMul ab", "ops.MatMul a'b", "ops.MatMul ab'", "ops.MatMul a'b'")),
          new Apart(
              ORDER,
              "LARGE, some LARGE, LARGEST, some LARGEST",
              List.of("ops.Branch of two arguments")));

  private static final List<Apart> VALUES =
      List.of(
          new Apart(
              LOSS,
              "INFINITY, some INFINITY",
              List.of("ops.ElementwiseBinary.SIGMOID_CROSS_ENTROPY")),
          new Apart(
              SUMS,
              "LARGEST",
              List.of(
                  "graph.SumTo variance",
                  "graph.SumTo variance of a sample",
                  "graph.SumTo varianceRows",
                  "graph.SumTo varianceRows of a sample",
                  "graph.SumTo varianceCols",
                  "graph.SumTo varianceCols of a sample",
                  "ops.NormRows standardDeviation",
                  "ops.NormRows of a sample")),
          new Apart(
              SUMS,
              "LARGEST, some LARGEST",
              List.of("ops.NormRows of rows", "ops.NormRows of columns")),
          new Apart(
              SUBSTITUTION,
              "INFINITY, LARGEST, MINUS_INFINITY, some DENORMAL, some INFINITY, some LARGEST, some MINUS_INFINITY, some NAN",
              List.of(
                  "ops.SolveTriangular LOWER",
                  "ops.SolveTriangular LOWER, transposed",
                  "ops.SolveTriangular UPPER",
                  "ops.SolveTriangular UPPER, transposed")),
          new Apart(
              SUBSTITUTION,
              "INFINITY, LARGE, LARGEST, MINUS_INFINITY, NAN, some INFINITY, some LARGEST, some MINUS_INFINITY, some NAN",
              List.of(
                  "ops.SolveTriangular UNIT_LOWER",
                  "ops.SolveTriangular UNIT_LOWER, transposed",
                  "ops.SolveTriangular UNIT_UPPER",
                  "ops.SolveTriangular UNIT_UPPER, transposed")),
          new Apart(GAPS, "ZEROS", List.of("ops.GapQuotients VALUES")),
          new Apart(
              GAPS,
              "LARGEST, ZEROS, some LARGEST",
              List.of("ops.GapQuotients SQUARES_TIMES_B", "ops.GapQuotients SQUARES_TIMES_A")),
          new Apart(
              SPECTRA,
              "DENORMAL, EQUAL, ZEROS, some DENORMAL, some LARGE, some LARGEST, some ZEROS",
              List.of("ops.FactorPart.QR_Q", "ops.FactorPart.QR_R")),
          new Apart(
              SPECTRA,
              "some LARGEST",
              List.of("ops.Factorization.QR q r", "ops.Factorization.SVD")),
          new Apart(SUMS, "LARGEST, some LARGEST", List.of("ops.Factorization.EIGEN v w v'")),
          new Apart(SPECTRA, "EQUAL", List.of("ops.FactorPart.EIGENVECTORS")),
          new Apart(
              SPECTRA,
              "EQUAL, some DENORMAL, some LARGE, some LARGEST, some TINY, some ZEROS",
              List.of("ops.FactorPart.SINGULAR_VALUES")),
          new Apart(
              SPECTRA,
              "DENORMAL, EQUAL, ZEROS, some DENORMAL, some LARGE, some LARGEST, some TINY, some ZEROS",
              List.of("ops.FactorPart.LEFT_SINGULAR_VECTORS")),
          new Apart(
              SPECTRA,
              "DENORMAL, EQUAL, ZEROS, some DENORMAL, some EQUAL, some LARGE, some LARGEST, some TINY, some ZEROS",
              List.of("ops.FactorPart.RIGHT_SINGULAR_VECTORS", "ops.PseudoInverse")),
          new Apart(
              DIGITS, "LARGEST, some DENORMAL, some LARGE, some LARGEST", List.of("ops.Solve a b")),
          new Apart(DIGITS, "LARGEST, some DENORMAL, some LARGEST", List.of("ops.Solve a' b")),
          new Apart(DIGITS, "some DENORMAL", List.of("ops.Factorization.LU invert")),
          new Apart(
              DIGITS,
              "LARGE, LARGEST, some LARGE, some LARGEST",
              List.of("ops.Determinant.DETERMINANT", "ops.CofactorMatrix")),
          new Apart(
              DIGITS,
              "LARGE, LARGEST, some DENORMAL, some LARGEST",
              List.of("ops.Determinant.LOG_DETERMINANT")),
          new Apart(DIGITS, "LARGEST, some LARGEST", List.of("ops.Cholesky", "ops.SolveSpd")),
          new Apart(
              DIGITS, "LARGE, LARGEST, some LARGEST", List.of("ops.Cholesky logDeterminantSPD")),
          new Apart(
              DIGITS,
              "INFINITY, LARGEST, MINUS_INFINITY, some DENORMAL, some INFINITY, some LARGE, some LARGEST, some MINUS_INFINITY",
              List.of("ops.Factorization.FULL_RANK_QR leastSquares", "ops.LeastSquares")));

  private static final List<Apart> SLOPES =
      List.of(
          new Apart(
              DIGITS,
              "LARGEST, some LARGEST",
              List.of("ops.Determinant.DETERMINANT", "ops.FactorPart.QR_R")),
          new Apart(
              DIGITS,
              "LARGEST, some DENORMAL, some LARGEST, some TINY",
              List.of("ops.CofactorMatrix")),
          new Apart(
              DIGITS, "LARGEST, some DENORMAL, some TINY", List.of("ops.Factorization.QR q r")),
          new Apart(DIGITS, "TINY, some TINY", List.of("ops.FactorPart.QR_Q")),
          new Apart(DIGITS, "DENORMAL, ZEROS", List.of("ops.Factorization.EIGEN v w v'")),
          new Apart(RANGE, "LARGEST", List.of("ops.FactorPart.EIGENVALUES")),
          new Apart(DIGITS, "LARGE, LARGEST, some TINY", List.of("ops.FactorPart.SINGULAR_VALUES")),
          new Apart(DIGITS, "TINY, some TINY", List.of("ops.FactorPart.LEFT_SINGULAR_VECTORS")),
          new Apart(
              DIGITS,
              "some DENORMAL, some TINY, some ZEROS",
              List.of("ops.FactorPart.RIGHT_SINGULAR_VECTORS")),
          new Apart(DIGITS, "DENORMAL, EQUAL, ZEROS", List.of("ops.Factorization.SVD")),
          new Apart(DIGITS, "some LARGE, some TINY", List.of("ops.PseudoInverse")),
          new Apart(DIGITS, "LARGEST", List.of("ops.FactorPart.SINGULAR_VALUES normP2")),
          new Apart(
              KINK,
              "ZEROS, some ZEROS",
              List.of("ops.ElementwiseUnary.ABS", "graph.SumTo elementSumAbs")),
          new Apart(
              TIES,
              "DENORMAL, EQUAL, LARGE, LARGEST, TINY, ZEROS, some DENORMAL, some EQUAL, some LARGE, some LARGEST, some TINY, some ZEROS",
              List.of(
                  "ops.ElementwiseBinary.MAXIMUM maximum",
                  "ops.ElementwiseBinary.MINIMUM minimum")),
          new Apart(
              TIES,
              "DENORMAL, EQUAL, LARGE, LARGEST, TINY, ZEROS, some EQUAL, some LARGE, some LARGEST",
              List.of("ops.Extremum max", "ops.Extremum maxRows")),
          new Apart(
              TIES,
              "DENORMAL, EQUAL, LARGE, LARGEST, TINY, ZEROS",
              List.of(
                  "ops.Extremum maxCols",
                  "ops.Extremum minCols",
                  "ops.PickInRows two largest of columns")),
          new Apart(
              TIES,
              "DENORMAL, EQUAL, LARGE, LARGEST, TINY, ZEROS, some DENORMAL, some TINY, some ZEROS",
              List.of("ops.Extremum min", "ops.Extremum minRows")),
          new Apart(
              TIES,
              "DENORMAL, EQUAL, LARGE, LARGEST, TINY, ZEROS, some DENORMAL, some EQUAL, some LARGE, some LARGEST, some TINY",
              List.of("ops.PickInRows two largest of rows")),
          new Apart(
              TIES,
              "DENORMAL, EQUAL, LARGE, LARGEST, TINY, ZEROS, some LARGE, some LARGEST, some ZEROS",
              List.of(
                  "ops.Extremum elementMaxAbs", "ops.Extremum normP1", "ops.Extremum normPInf")),
          new Apart(
              MEAN,
              "LARGE, TINY",
              List.of(
                  "graph.SumTo variance",
                  "graph.SumTo variance of a sample",
                  "graph.SumTo varianceRows",
                  "graph.SumTo varianceRows of a sample",
                  "ops.NormRows standardDeviation",
                  "ops.NormRows of a sample",
                  "ops.NormRows of rows")),
          new Apart(
              MEAN,
              "LARGE",
              List.of(
                  "graph.SumTo varianceCols",
                  "graph.SumTo varianceCols of a sample",
                  "ops.NormRows of columns")),
          new Apart(
              RANGE,
              "LARGE, some LARGE",
              List.of("ops.ElementwiseWithNumber.POWER to -1", "ops.ElementwiseUnary.SOFTSIGN")),
          new Apart(
              RANGE,
              "LARGEST, some LARGEST",
              List.of(
                  "ops.ElementwiseWithNumber.POWER to 0.5",
                  "ops.ElementwiseBinary.DIVIDE elementDiv",
                  "ops.ElementwiseUnary.ASIN",
                  "ops.ElementwiseUnary.ACOS",
                  "ops.ElementwiseBinary.ATAN2 atan2")),
          new Apart(
              RANGE,
              "some LARGE",
              List.of("ops.GapQuotients SQUARES_TIMES_B", "ops.GapQuotients SQUARES_TIMES_A")));

  private ValuesApart() {}

  /** Whether a row has one value at a point, whatever the order of its sums. */
  static boolean hasOneValue(OpRow row, ValueSet.Point point) {
    return !pointsOf(row, UNCOMPARED).contains(point.name());
  }

  /** The points at which a row's value is not that of its formula. */
  static Set<String> valuesOf(OpRow row) {
    return pointsOf(row, VALUES);
  }

  /** The points at which a row's slopes are not those of the oracle. */
  static Set<String> slopesOf(OpRow row) {
    return pointsOf(row, SLOPES);
  }

  /** All rows that there is something about. */
  static Set<String> rows() {
    Set<String> rows = new TreeSet<>();
    UNCOMPARED.forEach(apart -> rows.addAll(apart.rows));
    VALUES.forEach(apart -> rows.addAll(apart.rows));
    SLOPES.forEach(apart -> rows.addAll(apart.rows));
    return rows;
  }

  private static Set<String> pointsOf(OpRow row, List<Apart> all) {
    Set<String> points = new TreeSet<>();
    for (Apart apart : all) {
      if (apart.rows.contains(row.toString())) {
        points.addAll(Splitter.on(", ").splitToList(apart.points));
      }
    }
    return points;
  }
}
