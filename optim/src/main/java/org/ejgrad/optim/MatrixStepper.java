// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.NonFiniteException;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Update;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.MatrixFeatures_DDRM;

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
 * <p>{@link PolyakSgd} needs the loss too, {@code step(myLoss(theta), myGradient(theta))}, and
 * {@link GradientTransforms#sharpnessAware} gradients at two points, {@code step(thetas ->
 * List.of(myGradient(thetas.get(0))))}.
 *
 * <p>For one thread. A step allocates nothing, but for the array of its arguments where they are
 * listed, and copies of gradients and parameters where a second point is asked for.
 */
public final class MatrixStepper {
  private final Optimizer optimizer;
  private final ImmutableList<DMatrixRMaj> parameters;
  private final MatrixGradients given;
  private final DMatrixRMaj loss = new DMatrixRMaj(1, 1);
  private final ImmutableList<Update> nextThetas;
  private final Workspace workspace;

  /** Computes where gradients are needed a second time, if anywhere. */
  private final Optional<Workspace> secondPoint;

  MatrixStepper(Optimizer optimizer, List<Expr> thetas, DMatrixRMaj... matrices) {
    this.optimizer = optimizer;
    this.parameters = ImmutableList.copyOf(matrices);
    checkArgument(matrices.length > 0, "onMatrices: at least one matrix is needed, got none");
    checkArgument(
        thetas.size() == matrices.length,
        "onMatrices: one matrix for each of %s parameters is needed, got %s",
        thetas.size(),
        matrices.length);
    for (int k = 0; k < matrices.length; k++) {
      DMatrixRMaj theta = matrices[k];
      checkArgument(
          Arrays.stream(matrices).filter(other -> other == theta).count() == 1,
          "onMatrices: each parameter must be another matrix, number %s is given twice",
          k + 1);
      checkArgument(
          Shape.of(theta).equals(thetas.get(k).shape()),
          "onMatrices: matrix %s must be %s as its parameter, got %s",
          String.valueOf(k + 1),
          thetas.get(k).shape(),
          Shape.of(theta));
    }
    given = new MatrixGradients(thetas);
    Updates updates = optimizer.updates(given.pairs(), given);
    nextThetas =
        thetas.stream()
            .map(theta -> updateOf(theta, updates))
            .collect(ImmutableList.toImmutableList());
    workspace =
        Program.compile(nextThetas.stream().map(Update::value).toList(), updates)
            .workspace()
            .set(given.lossInput(), loss);
    secondPoint =
        given.points().isEmpty()
            ? Optional.empty()
            : Optional.of(Program.compile(given.points(), Updates.NONE).workspace());
  }

  private static Update updateOf(Expr theta, Updates updates) {
    return updates.list().stream()
        .filter(update -> update.cell() == theta.cell())
        .findFirst()
        .orElseThrow();
  }

  /**
   * One step. The matrices are read as they are now, so they may have been changed since the last.
   *
   * @param newGradients one for each matrix, in order and of its shape. Not modified.
   * @throws IllegalArgumentException if there are more or fewer, or a shape differs, or if a rule
   *     or a transform needs the loss or gradients at a second point; nothing has changed then
   * @throws NonFiniteException if a gradient or a next value is not finite, with the parameter's
   *     number and the step; nothing has changed then
   */
  public MatrixStepper step(DMatrixRMaj... newGradients) {
    requireOnePoint();
    goWithoutLoss();
    return run(newGradients, newGradients);
  }

  /**
   * One step of a rule that may need the loss.
   *
   * @param newLoss at the parameters
   * @param newGradients as above
   * @throws NonFiniteException as above, and if the loss is not finite
   */
  public MatrixStepper step(double newLoss, DMatrixRMaj... newGradients) {
    requireOnePoint();
    loss.set(0, 0, newLoss);
    return run(newGradients, newGradients);
  }

  /**
   * One step of a rule or a transform that may need gradients at two points.
   *
   * @param gradients from values of all parameters, which are not to be modified, to their
   *     gradients; called once, and a second time where that is needed, for the same data. It may
   *     give the same matrices each time.
   * @throws IllegalArgumentException as above
   * @throws NonFiniteException as above; the gradients at a second point are called second ones
   */
  public MatrixStepper step(UnaryOperator<List<DMatrixRMaj>> gradients) {
    requireNonNull(gradients, "step, gradients");
    goWithoutLoss();
    DMatrixRMaj[] here = gradients.apply(parameters).toArray(new DMatrixRMaj[0]);
    if (secondPoint.isEmpty()) {
      return run(here, here);
    }
    set(given.here(), here, secondPoint.get());
    secondPoint.get().run();
    // A function that fills the same matrices at each call would write over the first gradients.
    DMatrixRMaj[] kept = Arrays.stream(here).map(DMatrixRMaj::copy).toArray(DMatrixRMaj[]::new);
    List<DMatrixRMaj> point =
        given.points().stream().map(theta -> secondPoint.get().value(theta).copy()).toList();
    // There is no gradient at a point that is not finite; as one, it makes the step fail.
    boolean isFinite = point.stream().noneMatch(MatrixFeatures_DDRM::hasUncountable);
    List<DMatrixRMaj> there = isFinite ? gradients.apply(point) : point;
    return run(kept, there.toArray(new DMatrixRMaj[0]));
  }

  /** Refuses where a rule needs the loss; elsewhere it is 0, and not that of a step before. */
  private void goWithoutLoss() {
    if (given.needsLoss()) {
      throw new IllegalArgumentException(
          "step: the rule needs the loss, got gradients alone. Use step(loss, gradients).");
    }
    loss.set(0, 0, 0);
  }

  private void requireOnePoint() {
    if (secondPoint.isPresent()) {
      throw new IllegalArgumentException(
          "step: gradients are needed at a second point, got those at the parameters alone. Use"
              + " step(parameters -> gradients).");
    }
  }

  private MatrixStepper run(DMatrixRMaj[] here, DMatrixRMaj[] there) {
    set(given.here(), here, workspace);
    if (secondPoint.isPresent()) {
      set(given.there(), there, workspace);
    }
    workspace.run();
    for (int k = 0; k < here.length; k++) {
      parameters.get(k).setTo(workspace.value(nextThetas.get(k).value()));
    }
    return this;
  }

  /** Gives a program gradients and the parameters as they are, or nothing if a shape differs. */
  private void set(List<Expr> inputs, DMatrixRMaj[] gradients, Workspace to) {
    checkArgument(
        gradients.length == parameters.size(),
        "step: one gradient for each of %s parameters is needed, got %s",
        parameters.size(),
        gradients.length);
    for (int k = 0; k < gradients.length; k++) {
      requireShape("parameter", k, parameters.get(k));
      requireShape("gradient", k, gradients[k]);
    }
    for (int k = 0; k < gradients.length; k++) {
      given.thetas().get(k).cell().set(parameters.get(k));
      to.set(inputs.get(k), gradients[k]);
    }
  }

  /**
   * Copies of where to evaluate: the averages for {@link AveragedSgd}, otherwise the parameters as
   * the last step left them.
   */
  public List<DMatrixRMaj> evaluationPoint() {
    return optimizer.evaluationPoint(given.thetas()).stream().map(Expr::evaluate).toList();
  }

  private void requireShape(String what, int index, DMatrixRMaj matrix) {
    if (matrix == null) {
      throw new NullPointerException("step, " + what + " " + (index + 1));
    }
    Shape expected = given.thetas().get(index).shape();
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
