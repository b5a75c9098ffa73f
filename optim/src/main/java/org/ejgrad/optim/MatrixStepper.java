// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejgrad.graph.NonFiniteException;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Update;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * Steps matrices in place from gradients that were computed elsewhere: the optimizer's rule
 * compiled alone, so the numbers are those of a program that computes the gradients too, to the
 * bit.
 *
 * <pre>{@code
 * MatrixStepper stepper = Optimizers.momentum(0.1).onMatrices(theta);
 * for (int i = 0; i < 100; i++) {
 *   stepper.step(myGradient(theta));
 * }
 * }</pre>
 *
 * For one thread. A step allocates nothing, but for the array of its arguments where they are
 * listed.
 */
public final class MatrixStepper {
  private final Optimizer optimizer;
  private final ImmutableList<DMatrixRMaj> parameters;
  private final ImmutableList<Expr> thetas;
  private final ImmutableList<Expr> gradients;
  private final ImmutableList<Update> nextThetas;
  private final Workspace workspace;

  MatrixStepper(Optimizer optimizer, DMatrixRMaj... parameters) {
    this.optimizer = optimizer;
    this.parameters = ImmutableList.copyOf(parameters);
    checkArgument(parameters.length > 0, "onMatrices: at least one matrix is needed, got none");
    List<Expr> cells = new ArrayList<>();
    List<Expr> inputs = new ArrayList<>();
    List<ParameterGradient> pairs = new ArrayList<>();
    for (int k = 0; k < parameters.length; k++) {
      DMatrixRMaj theta = parameters[k];
      checkArgument(
          Arrays.stream(parameters).filter(other -> other == theta).count() == 1,
          "onMatrices: each parameter must be another matrix, number %s is given twice",
          k + 1);
      cells.add(Autograd.parameter("theta" + (k + 1), theta));
      inputs.add(Autograd.input("gradient" + (k + 1), theta.numRows, theta.numCols));
      pairs.add(new ParameterGradient(cells.get(k), inputs.get(k)));
    }
    thetas = ImmutableList.copyOf(cells);
    gradients = ImmutableList.copyOf(inputs);
    Updates updates = optimizer.updates(pairs);
    nextThetas =
        updates.list().stream()
            .filter(update -> cells.stream().anyMatch(theta -> theta.cell() == update.cell()))
            .collect(ImmutableList.toImmutableList());
    workspace =
        Program.compile(nextThetas.stream().map(Update::value).toList(), updates).workspace();
  }

  /**
   * One step. The matrices are read as they are now, so they may have been changed since the last.
   *
   * @param newGradients one for each matrix, in order and of its shape. Not modified.
   * @throws IllegalArgumentException if there are more or fewer, or a shape differs; nothing has
   *     changed then
   * @throws NonFiniteException if a gradient or a next value is not finite; nothing has changed
   *     then
   */
  public MatrixStepper step(DMatrixRMaj... newGradients) {
    checkArgument(
        newGradients.length == parameters.size(),
        "step: one gradient for each of %s parameters is needed, got %s",
        parameters.size(),
        newGradients.length);
    for (int k = 0; k < newGradients.length; k++) {
      Expr theta = thetas.get(k);
      requireShape("parameter", k, theta.shape(), parameters.get(k));
      requireShape("gradient", k, theta.shape(), newGradients[k]);
    }
    for (int k = 0; k < newGradients.length; k++) {
      thetas.get(k).cell().set(parameters.get(k));
      workspace.set(gradients.get(k), newGradients[k]);
    }
    workspace.run();
    for (int k = 0; k < newGradients.length; k++) {
      parameters.get(k).setTo(workspace.value(nextThetas.get(k).value()));
    }
    return this;
  }

  /**
   * Copies of where to evaluate: the averages for {@link AveragedSgd}, otherwise the parameters as
   * the last step left them.
   */
  public List<DMatrixRMaj> evaluationPoint() {
    return optimizer.evaluationPoint(thetas).stream().map(Expr::evaluate).toList();
  }

  private static void requireShape(String what, int index, Shape expected, DMatrixRMaj matrix) {
    if (matrix.numRows != expected.rows() || matrix.numCols != expected.cols()) {
      throw new IllegalArgumentException(
          "step: "
              + what
              + " "
              + (index + 1)
              + " must be "
              + expected
              + " as given to onMatrices, got "
              + Shape.of(matrix));
    }
  }
}
