// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Population.SAMPLE;
import static org.ejgrad.ops.Population.WHOLE;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.ShapeMismatchException;

/** The op table's rows of {@link StatisticsMethods}. */
final class StatisticsRows {
  private static final Class<ShapeMismatchException> MISMATCH = ShapeMismatchException.class;
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private StatisticsRows() {}

  static List<OpRow> rows() {
    return List.of(
        norm("rows", Expr::normRows, Plain.rows(StatisticsRows::norm)).shapes(0, 3),
        norm("columns", Expr::normCols, Plain.cols(StatisticsRows::norm)).shapes(3, 0),
        norm("all", Expr::normF, Plain.all(StatisticsRows::norm))
            .special(0, 0, 0)
            .special(-0.0, 0, 0)
            .special(-3, 3, -1)
            .special(1e200, 1e200, 1)
            .special(-1e-320, 1e-320, -1)
            .special(Double.MIN_VALUE, Double.MIN_VALUE, 1)
            .special(Double.MAX_VALUE, Double.MAX_VALUE, 1)
            .special(-INF, INF, NAN)
            .special(NAN, NAN, NAN),
        row("graph.SumTo", "elementSumAbs", Expr::elementSumAbs, Plain.all(StatisticsRows::sumAbs))
            .shapes(0, 3)
            .special(0, 0, 0)
            .special(-2, 2, -1),
        row("ops.Extremum", "elementMaxAbs", Expr::elementMaxAbs, Plain.all(StatisticsRows::maxAbs))
            .special(0, 0, 0)
            .special(-2, 2, -1),
        row(
            "ops.Extremum",
            "normP1",
            Expr::normP1,
            x ->
                Plain.all(StatisticsRows::maxAbs)
                    .at(List.of(Plain.cols(StatisticsRows::sumAbs).at(x)))),
        row(
            "ops.Extremum",
            "normPInf",
            Expr::normPInf,
            x ->
                Plain.all(StatisticsRows::maxAbs)
                    .at(List.of(Plain.rows(StatisticsRows::sumAbs).at(x)))),
        spread("graph.SumTo", "variance", x -> x.variance(WHOLE), Plain.all(over(0)))
            .shapes(1, 1)
            .wrong(
                () -> x(0, 3).variance(WHOLE),
                MISMATCH,
                "variance: .*population needs 1 number or.*0x3.*"),
        spread("graph.SumTo", "variance of a sample", x -> x.variance(SAMPLE), Plain.all(over(1)))
            .wrong(
                () -> x(1, 1).variance(SAMPLE),
                MISMATCH,
                "variance: .*sample needs 2 numbers or.*1x1.*"),
        spread("graph.SumTo", "varianceRows", x -> x.varianceRows(WHOLE), Plain.rows(over(0)))
            .wrong(() -> x(3, 0).varianceRows(WHOLE), MISMATCH, "varianceRows: .*3x0, at .*"),
        spread(
                "graph.SumTo",
                "varianceRows of a sample",
                x -> x.varianceRows(SAMPLE),
                Plain.rows(over(1)))
            .wrong(() -> x(3, 1).varianceRows(SAMPLE), MISMATCH, "varianceRows: .*3x1, at .*"),
        spread("graph.SumTo", "varianceCols", x -> x.varianceCols(WHOLE), Plain.cols(over(0)))
            .wrong(() -> x(0, 3).varianceCols(WHOLE), MISMATCH, "varianceCols: .*0x3, at .*"),
        spread(
                "graph.SumTo",
                "varianceCols of a sample",
                x -> x.varianceCols(SAMPLE),
                Plain.cols(over(1)))
            .wrong(() -> x(1, 3).varianceCols(SAMPLE), MISMATCH, "varianceCols: .*1x3, at .*"),
        deviation("standardDeviation", x -> x.standardDeviation(WHOLE), Plain.all(root(0)))
            .wrong(() -> x(0, 0).standardDeviation(WHOLE), MISMATCH, "standardDeviation: .*0x0.*"),
        deviation("of a sample", x -> x.standardDeviation(SAMPLE), Plain.all(root(1)))
            .wrong(() -> x(1, 1).standardDeviation(SAMPLE), MISMATCH, "standardDeviation: .*1x1.*"),
        deviation("of rows", x -> x.standardDeviationRows(SAMPLE), Plain.rows(root(1)))
            .wrong(
                () -> x(3, 1).standardDeviationRows(SAMPLE),
                MISMATCH,
                "standardDeviationRows: .*3x1, at .*"),
        deviation("of columns", x -> x.standardDeviationCols(WHOLE), Plain.cols(root(0)))
            .wrong(
                () -> x(0, 3).standardDeviationCols(WHOLE),
                MISMATCH,
                "standardDeviationCols: .*0x3, at .*"));
  }

  private static OpRow norm(String title, UnaryOperator<Expr> build, OpRow.Formula formula) {
    return row("ops.NormRows", title, build, formula);
  }

  private static OpRow row(
      String op, String title, UnaryOperator<Expr> build, OpRow.Formula formula) {
    return new OpRow(op, title, x -> build.apply(x.get(0)), formula)
        .on(Domain.NOT_ZERO)
        .shapes(1, 1)
        .shapes(1, 4)
        .shapes(3, 1)
        .shapes(3, 2)
        .shapes(2, 5);
  }

  private static OpRow spread(
      String op, String title, UnaryOperator<Expr> build, OpRow.Formula formula) {
    return new OpRow(op, title, x -> build.apply(x.get(0)), formula)
        .on(Domain.DISTINCT)
        .shapes(2, 2)
        .shapes(3, 2)
        .shapes(2, 5);
  }

  private static OpRow deviation(String title, UnaryOperator<Expr> build, OpRow.Formula formula) {
    return spread("ops.NormRows", title, build, formula);
  }

  private static double norm(double[] values) {
    double max = maxAbs(values);
    if (max == 0 || Double.isInfinite(max)) {
      return max;
    }
    return max * Math.sqrt(Arrays.stream(values).map(v -> v / max * (v / max)).sum());
  }

  private static double sumAbs(double[] values) {
    return Arrays.stream(values).map(Math::abs).sum();
  }

  private static double maxAbs(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  /** The variance over so many less than there are. */
  private static ToDoubleFunction<double[]> over(int less) {
    return values -> {
      double mean = Plain.sum(values) / values.length;
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      return squares / (values.length - less);
    };
  }

  private static ToDoubleFunction<double[]> root(int less) {
    return values -> Math.sqrt(over(less).applyAsDouble(values));
  }

  private static Expr x(int rows, int cols) {
    return Autograd.input("x", rows, cols);
  }
}
