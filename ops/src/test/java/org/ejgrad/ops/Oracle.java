// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2;

/**
 * The rows of the op table again, in numbers that differentiate themselves: plain definitions over
 * {@link Jet}s, from which first and second derivatives follow without a rule of ours.
 */
final class Oracle {
  /** A row's result. */
  @FunctionalInterface
  interface Formula {
    Jets at(List<Jets> x);
  }

  private static final Map<String, Formula> FORMULAS =
      ImmutableMap.<String, Formula>builder()
          .putAll(unary())
          .putAll(withNumber())
          .putAll(binary())
          .putAll(reductions())
          .putAll(OracleOfMatrices.formulas())
          .putAll(OracleOfFunctions.formulas())
          .putAll(OracleOfShapes.formulas())
          .putAll(OracleOfStatistics.formulas())
          .putAll(OracleOfSolves.formulas())
          .putAll(OracleOfSpectra.formulas())
          .putAll(OracleOfControl.formulas())
          .buildOrThrow();

  private Oracle() {}

  /** The formula of a row of the op table, if there is one. */
  static Optional<Formula> of(OpRow row) {
    return Optional.ofNullable(FORMULAS.get(row.toString()));
  }

  /** The rows that there are formulas for. */
  static Set<String> names() {
    return FORMULAS.keySet();
  }

  private static Map<String, Formula> unary() {
    return ImmutableMap.<String, Formula>builder()
        .put(name(ElementwiseUnary.NEGATIVE), each(x -> x.times(-1)))
        .put(name(ElementwiseUnary.RECIPROCAL), function(UnivariateDerivative2::reciprocal))
        .put(name(ElementwiseUnary.EXP), function(UnivariateDerivative2::exp))
        .put(name(ElementwiseUnary.LOG), function(UnivariateDerivative2::log))
        .put(name(ElementwiseUnary.SQRT), function(UnivariateDerivative2::sqrt))
        .put(name(ElementwiseUnary.SQUARE), function(UnivariateDerivative2::square))
        .put(name(ElementwiseUnary.TANH), function(UnivariateDerivative2::tanh))
        .put(name(ElementwiseUnary.SIGMOID), function(Oracle::sigmoid))
        .put(name(ElementwiseUnary.RELU), each(x -> x.value() > 0 ? x : Jet.ZERO))
        .put(name(ElementwiseUnary.SOFTPLUS), function(x -> x.exp().log1p()))
        .put(name(ElementwiseUnary.ABS), each(x -> x.value() < 0 ? x.times(-1) : x))
        .put(name(ElementwiseUnary.SIN), function(UnivariateDerivative2::sin))
        .put(name(ElementwiseUnary.COS), function(UnivariateDerivative2::cos))
        .put(name(ElementwiseUnary.SIGN), each(x -> Jet.constant(Math.signum(x.value()))))
        .put(name(ElementwiseUnary.STEP), each(x -> truth(x.value() > 0)))
        .put(name(ElementwiseUnary.TANH_SLOPE), function(x -> x.square().negate().add(1)))
        .put(name(ElementwiseUnary.SIGMOID_SLOPE), function(x -> x.multiply(x.negate().add(1))))
        .put("ops.Clip", each(Oracle::clipped))
        .put("graph.Alias", same())
        .put(OpTable.COPY, same())
        .put("graph.StopGradient", same())
        .put("ops.GradientScale", same())
        .put("ops.GradientClip", same())
        .put("graph.Checkpoint", each(x -> x.map(UnivariateDerivative2::sin).times(x)))
        .put("graph.Barrier in the gradient of a checkpoint", each(x -> x.times(2)))
        .buildOrThrow();
  }

  private static Map<String, Formula> withNumber() {
    String numbers = "ops.ElementwiseWithNumber.";
    return ImmutableMap.<String, Formula>builder()
        .put(numbers + "SCALE by -2.5", each(x -> x.times(-2.5)))
        .put(numbers + "SCALE by 0", each(x -> x.times(0)))
        .put(numbers + "SCALE by 1", same())
        .put(numbers + "SHIFT by 1.5", each(x -> x.plus(Jet.constant(1.5))))
        .put(numbers + "SHIFT by -0.5", each(x -> x.plus(Jet.constant(-0.5))))
        .put(numbers + "DIVIDE by 3", each(x -> x.over(Jet.constant(3))))
        .put(numbers + "POWER to 3", function(x -> x.pow(3)))
        .put(numbers + "POWER to 2", function(x -> x.pow(2)))
        .put(numbers + "POWER to -1", function(x -> x.pow(-1)))
        .put(numbers + "POWER to 1", same())
        .put(numbers + "POWER to 0", each(x -> Jet.constant(1)))
        .put(numbers + "POWER to 0.5", function(x -> x.pow(0.5)))
        .put(numbers + "POWER to -1.5", function(x -> x.pow(-1.5)))
        .buildOrThrow();
  }

  private static Map<String, Formula> binary() {
    return ImmutableMap.<String, Formula>builder()
        .put("graph.Add plus", pairs(Jet::plus))
        .put(labelled(ElementwiseBinary.MINUS), pairs(Jet::minus))
        .put(labelled(ElementwiseBinary.TIMES), pairs(Jet::times))
        .put(labelled(ElementwiseBinary.DIVIDE), pairs(Jet::over))
        .put(labelled(ElementwiseBinary.POWER), pairs((a, b) -> a.log().times(b).exp()))
        .put(labelled(ElementwiseBinary.MAXIMUM), pairs((a, b) -> a.value() > b.value() ? a : b))
        .put(labelled(ElementwiseBinary.MINIMUM), pairs((a, b) -> a.value() < b.value() ? a : b))
        .put(labelled(ElementwiseBinary.CARRY), pairs(Jet::times))
        .put(labelled(ElementwiseBinary.LESS_THAN), truths((a, b) -> a < b))
        .put(name(ElementwiseBinary.LESS_THAN) + " greaterThan", truths((a, b) -> a > b))
        .put(labelled(ElementwiseBinary.LESS_OR_EQUAL), truths((a, b) -> a <= b))
        .put(name(ElementwiseBinary.LESS_OR_EQUAL) + " greaterOrEqual", truths((a, b) -> a >= b))
        .put(labelled(ElementwiseBinary.EQUAL_TO), truths((a, b) -> a == b))
        .put(name(ElementwiseBinary.SAME), truths((a, b) -> a == b))
        .put(name(ElementwiseBinary.SHARE_OF_MAXIMUM), truths((a, b) -> a > b))
        .put(
            name(ElementwiseBinary.SIGMOID_CROSS_ENTROPY),
            pairs((a, b) -> a.map(v -> v.exp().log1p()).minus(a.times(b))))
        .buildOrThrow();
  }

  private static Map<String, Formula> reductions() {
    String sum = "graph.SumTo ";
    String extremum = "ops.Extremum ";
    return ImmutableMap.<String, Formula>builder()
        .put(sum + "all", all(Jets::sum))
        .put(sum + "rows", rows(Jets::sum))
        .put(sum + "columns", cols(Jets::sum))
        .put(sum + "mean", all(Oracle::mean))
        .put(sum + "meanRows", rows(Oracle::mean))
        .put(sum + "meanCols", cols(Oracle::mean))
        .put(
            "graph.Broadcast",
            one(x -> Jets.of(Plain.side(x.rows(), 3), Plain.side(x.cols(), 4), x::stretched)))
        .put(extremum + "max", all(Oracle::max))
        .put(extremum + "maxRows", rows(Oracle::max))
        .put(extremum + "maxCols", cols(Oracle::max))
        .put(extremum + "min", all(Oracle::min))
        .put(extremum + "minRows", rows(Oracle::min))
        .put(extremum + "minCols", cols(Oracle::min))
        .put(name(RowOps.LOG_SUM_EXP_ROWS), rows(Oracle::logSumExp))
        .put(name(RowOps.LOG_SUM_EXP_ROWS) + " all", all(Oracle::logSumExp))
        .put(name(RowOps.SOFTMAX_ROWS), eachRow(Oracle::softmax))
        .put(name(RowOps.LOG_SOFTMAX_ROWS), eachRow(Oracle::logSoftmax))
        .buildOrThrow();
  }

  private static String name(Enum<?> op) {
    return "ops." + op.getDeclaringClass().getSimpleName() + "." + op.name();
  }

  private static String labelled(ElementwiseBinary op) {
    return name(op) + " " + op.label();
  }

  private static Formula same() {
    return x -> x.get(0);
  }

  static Formula one(UnaryOperator<Jets> f) {
    return x -> f.apply(x.get(0));
  }

  static Formula each(Function<Jet, Jet> f) {
    return x -> x.get(0).map(f);
  }

  static Formula function(UnaryOperator<UnivariateDerivative2> f) {
    return each(x -> x.map(f));
  }

  static Formula pairs(BinaryOperator<Jet> f) {
    return x ->
        Jets.of(
            Plain.side(x.get(0).rows(), x.get(1).rows()),
            Plain.side(x.get(0).cols(), x.get(1).cols()),
            (i, j) -> f.apply(x.get(0).stretched(i, j), x.get(1).stretched(i, j)));
  }

  /** Whether something holds of two numbers. */
  private interface Truth {
    boolean of(double a, double b);
  }

  private static Formula truths(Truth truth) {
    return pairs((a, b) -> truth(truth.of(a.value(), b.value())));
  }

  private static Jet truth(boolean holds) {
    return Jet.constant(holds ? 1 : 0);
  }

  static Formula all(Function<Jets, Jet> f) {
    return x -> Jets.of(1, 1, (i, j) -> f.apply(x.get(0)));
  }

  static Formula rows(Function<Jets, Jet> f) {
    return x -> Jets.of(x.get(0).rows(), 1, (i, j) -> f.apply(x.get(0).row(i)));
  }

  static Formula cols(Function<Jets, Jet> f) {
    return x -> rows(f).at(List.of(x.get(0).flipped())).flipped();
  }

  private static Formula eachRow(UnaryOperator<Jets> f) {
    return x -> {
      List<Jets> rows = new ArrayList<>();
      for (int i = 0; i < x.get(0).rows(); i++) {
        rows.add(f.apply(x.get(0).row(i)));
      }
      return Jets.of(x.get(0).rows(), x.get(0).cols(), (i, j) -> rows.get(i).get(0, j));
    };
  }

  private static UnivariateDerivative2 sigmoid(UnivariateDerivative2 x) {
    return x.negate().exp().add(1).reciprocal();
  }

  private static Jet clipped(Jet x) {
    return Math.abs(x.value()) <= 1.25 ? x : Jet.constant(Math.copySign(1.25, x.value()));
  }

  static Jet mean(Jets x) {
    return x.sum().over(Jet.constant(x.size()));
  }

  static Jet max(Jets x) {
    return x.elements().stream().max(Comparator.comparingDouble(Jet::value)).orElseThrow();
  }

  private static Jet min(Jets x) {
    return x.elements().stream().min(Comparator.comparingDouble(Jet::value)).orElseThrow();
  }

  private static Jet logSumExp(Jets x) {
    return x.map(Jet::exp).sum().log();
  }

  private static Jets softmax(Jets row) {
    Jet sum = row.map(Jet::exp).sum();
    return row.map(v -> v.exp().over(sum));
  }

  private static Jets logSoftmax(Jets row) {
    Jet logSum = logSumExp(row);
    return row.map(v -> v.minus(logSum));
  }
}
