// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ejgrad.graph.Arguments;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Op;
import org.ejgrad.graph.Paths;
import org.ejgrad.graph.Paths.Step;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Structure;

/**
 * Gradients of each row's loss, in one pass: the cotangents of the matrices in which a parameter
 * meets the rows of examples hold one row per example, and a product or a broadcast turns each into
 * a gradient (Goodfellow 2015, "Efficient per-example gradient computations").
 */
final class PerExampleGradients {
  private final Expr losses;
  private final Expr parameter;

  private PerExampleGradients(Expr losses, Expr parameter) {
    this.losses = losses;
    this.parameter = parameter;
  }

  static List<Expr> of(Expr losses, List<Expr> wrt) {
    check(
        losses.cols() == 1,
        "perExampleGradients: the losses must be one column, a row per example, got %s",
        losses.node().describe());
    return wrt.stream()
        .map(parameter -> new PerExampleGradients(losses, parameter).of(parameter))
        .toList();
  }

  /** The gradients in the parameter, or in what it becomes before it meets the examples. */
  private Expr of(Expr x) {
    List<Expr> summands = new ArrayList<>();
    for (Step step : Paths.differentiableBetween(x, losses)) {
      if (step.taken() == x.node()) {
        summands.add(throughStep(step));
      }
    }
    check(
        !summands.isEmpty(),
        "perExampleGradients: %s does not influence the losses. Remove it from wrt.",
        parameter.node().describe());
    return summands.stream().reduce(Expr::plus).orElseThrow();
  }

  private Expr throughStep(Step step) {
    Expr z = Expr.of(step.user());
    Op op = step.op();
    if (op instanceof Transpose) {
      // Element (i, j) of the parameter is number j m + i of its m x n transpose.
      int m = z.rows();
      int n = z.cols();
      int[] order = IntStream.range(0, m * n).map(e -> e % m * n + e / m).toArray();
      return of(z).transpose().gatherRows(order).transpose();
    }
    if (op instanceof Reshape || step.user().name().isPresent()) {
      return of(z);
    }
    if (z.rows() == losses.rows() && op instanceof MatMul product && !product.transA()) {
      if (step.input() == 1) {
        Expr rows = Expr.of(step.user().input(0));
        return product.transB() ? bars(z).rowwiseKron(rows) : rows.rowwiseKron(bars(z));
      }
    } else if (z.rows() == losses.rows()
        && step.taken().shape().rows() == 1
        && Structure.isBroadcast(step.user())) {
      Expr bars = bars(z);
      return step.taken().shape().isScalar() ? bars.sumRows() : bars;
    }
    if (isAlone(step)) {
      return throughRow(step);
    }
    throw refused(step, "it must enter by a product with the rows of examples or by a broadcast");
  }

  /** Whether one row meets the row of the only example, with nothing to broadcast it over. */
  private boolean isAlone(Step step) {
    return losses.rows() == 1
        && step.taken().shape().rows() == 1
        && step.user().shape().rows() == 1;
  }

  /** The cotangent that one step gives to the row it takes. */
  private Expr throughRow(Step step) {
    Expr[] inputs = step.user().inputs().stream().map(Expr::of).toArray(Expr[]::new);
    Expr row = inputs[step.input()].named("row");
    inputs[step.input()] = row;
    Expr z = Expr.apply(step.op(), inputs);
    Expr zBar = bars(Expr.of(step.user()));
    return Autograd.vjp(z, zBar, List.of(row), Gradients.Unreached.ZERO).get(0);
  }

  /** One row for each example: the gradient of its loss in row i of z. */
  private Expr bars(Expr z) {
    for (Step step : Paths.differentiableBetween(z, losses)) {
      if (!keepsRows(step) && !isAlone(step)) {
        throw refused(step, "the loss of an example must not depend on other examples");
      }
    }
    Expr ones = Autograd.constant(1.0).broadcast(losses.shape());
    return Autograd.vjp(losses, ones, List.of(z), Gradients.Unreached.ERROR).get(0);
  }

  private static boolean keepsRows(Step step) {
    if (step.op() instanceof MatMul product) {
      return step.input() == 0 && !product.transA();
    }
    List<Shape> shapes = step.user().inputs().stream().map(x -> x.shape()).toList();
    RowRule rule = step.op().rows(shapes);
    return rule.kind() == RowRule.Kind.EACH && rule.byRow().get(step.input());
  }

  private IllegalArgumentException refused(Step step, String rule) {
    return Arguments.refused(
        "perExampleGradients: "
            + parameter.node().describe()
            + ": "
            + rule
            + ", got "
            + step.op().label()
            + " of "
            + step.taken().describe()
            + step.user().line().map(line -> " (" + line + ")").orElse("")
            + ". Differentiate the loss of one example instead.");
  }
}
